"""JupyterLite as a part of the site, with the chapters and exercises as a learner gets them.

The Python behind it is folder.py's. Nothing here asks another machine for anything.
"""

import json
import os
import shutil
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import nbformat

from course.errors import CourseError
from course.grading.published import without_answers
from course.learner.workspace import create_workspace
from course.lite.folder import EXTENSION, write_folder
from course.lite.local import for_a_browser
from course.paths import VAR

WHERE: Final = "lite"  # below the site
_WORK: Final = VAR / "lite" / "site"
# It would show the reader's notebooks to Python as files, which no cell asks for, slowly.
_SERVICE_WORKER: Final = "@jupyterlite/application-extension:service-worker-manager"
_ICONS: Final = files("jupyter_server").joinpath("static", "favicons")  # asked for, not packed
_KERNEL: Final = "@jupyterlite/pyodide-kernel-extension:kernel"
# Loaded before the first cell; the last of JupyterLite's own asks for no other.
_FIRST: Final = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")


def build_lite(site: Path) -> Path:
    """Writes `site/lite`, and returns it. Call it last: what builds the site empties it first.

    Raises `CourseError` when what it needs can't be had.
    """
    target = site / WHERE
    shutil.rmtree(target, ignore_errors=True)
    shutil.rmtree(_WORK, ignore_errors=True)
    contents = _WORK / "contents"
    create_workspace(contents)
    shutil.rmtree(contents / ".course")
    for path in contents.rglob("*.ipynb"):
        text = _without_answers(for_a_browser(path.read_text(encoding="utf-8")))
        path.write_text(text, encoding="utf-8")
    write_folder(_WORK / "static" / "pyodide")
    _write(_WORK / "jupyter-lite.json", _settings())
    _write(_WORK / "overrides.json", {"@jupyterlab/apputils-extension:themes": _THEME})
    _jupyter_lite(target)
    for place, leads_to in _LEADING.items():
        (target / place).mkdir(exist_ok=True)
        page = _REDIRECTS.format(leads_to)
        (target / place / "index.html").write_text(page, encoding="utf-8")
    with as_file(_ICONS) as icons:
        shutil.copytree(icons, target / "static" / "favicons", dirs_exist_ok=True)
    return target


def _without_answers(notebook: str) -> str:
    """As the pages of the site leave out our answers to earlier exercises."""
    content = nbformat.reads(notebook, as_version=4)  # type: ignore[no-untyped-call]
    content.cells = [without_answers(cell) for cell in content.cells]
    return str(nbformat.writes(content)) + "\n"  # type: ignore[no-untyped-call]


def address(slug: str, *, exercise: bool = False) -> str:
    """Of a chapter's or exercise's notebook, from the site's root."""
    folder = "exercises/" if exercise else ""
    return f"{WHERE}/notebooks/index.html?path={folder}{slug}.ipynb"


# Applications that are left out, and where JupyterLite leads: from links between notebooks, and
# from the root.
_LEADING: Final = {"tree": "../notebooks/index.html", "lab": "../../"}
_REDIRECTS: Final = (
    '<!doctype html><meta charset="utf-8"><title>Fast Forge</title>'
    '<script>location.replace("{}" + location.search)</script>\n'
)
_THEME: Final = {"adaptive-theme": True}


def _settings() -> dict[str, Any]:
    kernel = {
        "disablePyPIFallback": True,
        "pipliteUrls": [],
        "loadPyodideOptions": {"packages": list(_FIRST)},
    }
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "Fast Forge",
            "disabledExtensions": [_SERVICE_WORKER],
            "exposeAppInBrowser": True,  # to the page itself: tests read a notebook from there
            "litePluginSettings": {_KERNEL: kernel},
        },
    }


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def _jupyter_lite(target: Path) -> None:
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--force"]
    command += [f"--lite-dir={_WORK}", f"--contents={_WORK / 'contents'}", "--apps=notebooks"]
    command += [f"--output-dir={target}", "--no-sourcemaps", "--no-unused-shared-packages"]
    command += ["--no-libarchive", "--ignore-sys-prefix"]
    command += [f"--LiteBuildConfig.federated_extensions={EXTENSION}"]
    command += [f"--LiteBuildConfig.cache_dir={VAR / 'lite' / 'cache'}"]
    done = subprocess.run(
        command, cwd=_WORK, env=os.environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CourseError(f"JupyterLite could not be built:\n{(done.stdout + done.stderr)[-2000:]}")
