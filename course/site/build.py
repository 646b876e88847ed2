"""`course site`: builds the site, checks it, shows it, packs it. What is in it: contents.py."""

import os
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from course.errors import CourseError
from course.lite.site import build_lite
from course.paths import ROOT, VAR
from course.site import WITH_LITE
from course.site.answers import shown_answers, telling_lines
from course.site.check_links import broken_links

SITE: Final = ROOT / "site"
_SERVE: Final = Path(__file__).parent / "serve.py"


def build_site(target: Path = SITE, *, with_lite: bool = True) -> None:
    """Writes the site anew. Raises `CourseError` for a link that leads nowhere, a page that shows
    an answer to an exercise, or a tool that can't be had."""
    if target.exists() and not target.is_dir():
        raise CourseError(f"{target} is a file, where the site goes: move it away")
    with ThreadPoolExecutor() as pool:
        pages = pool.submit(_mkdocs, target, with_lite)
        lite = _lite() if with_lite else None
        telling_lines()  # takes a second, and is asked for below
        pages.result()
    if lite:
        shutil.move(lite, target)
    if found := [*broken_links(target), *shown_answers(target)]:
        raise CourseError("\n".join(["The site is not in order:", *found]))


def _lite() -> Path:
    """Beside the site, which mkdocs empties before it writes."""
    return build_lite(VAR / "lite" / "built")


def refuse_zip(site: Path, path: Path) -> None:
    """Raises `CourseError` for a place where no zip of the site can be."""
    above = next(each for each in path.absolute().parents if each.exists())
    if path.is_dir() or not above.is_dir() or path.absolute().is_relative_to(site):
        raise CourseError(f"{path} can't be the zip: name a new file outside of {site}")


def zip_site(site: Path, path: Path) -> None:
    """The site, and what shows it where there is no network. There is a whole zip, or none."""
    refuse_zip(site, path)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(_SERVE, "serve.py")
        for file in sorted(site.rglob("*")):
            if file.is_file():
                packed.write(file, f"site/{file.relative_to(site).as_posix()}")
    part.replace(path)


def _mkdocs(target: Path, with_lite: bool) -> None:
    environment = os.environ | {
        WITH_LITE: "yes" if with_lite else "",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
    done = subprocess.run(
        [*command, f"--site-dir={target}"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise CourseError(f"The site can't be built:\n{(done.stdout + done.stderr)[-3000:]}")
