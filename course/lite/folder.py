"""The folder that a browser loads its Python from: Pyodide, packages, and the list of them.

Which wheels, and where they come from, is wheels.py's; what the book's own holds, book.py's; how a
page gets them at once, archives.py's. The same inputs give the same bytes.
"""

import hashlib
import json
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from course.errors import CourseError
from course.lite.archives import write_archives
from course.lite.book import HERE, book, stand_in
from course.lite.wheels import PURE_WITHOUT, STAND_INS, Wheel, read, wheels
from course.paths import VAR
from course.setup.npm import installed

EXTENSION: Final = Path(
    sys.prefix, "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension"
)
PYPI: Final = EXTENSION / "static" / "pypi"
BOOK: Final = "fast-forge"
CORE: Final = ("pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs", "python_stdlib.zip")
_COMPILED: Final = (".so", ".pyd", ".c", ".h", ".pyx", ".pxd")
_WHEEL: Final = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_LOCK: Final = "pyodide-lock.json"


def write_folder(target: Path) -> None:
    """Anew. Raises `CourseError` when what it needs can't be had."""
    files = book()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        packed = Path(scratch)
        own = _write_packages(packed, files)
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for name in (*CORE, _LOCK):
            shutil.copyfile(packed / name, target / name)
        write_archives(packed, own, files, target)


def _write_packages(target: Path, files: Mapping[str, bytes]) -> Path:
    """Pyodide, its list of packages, and these, of which the book's own is returned."""
    core, fetched = installed(HERE, VAR / "lite" / "npm", "pyodide"), wheels()
    for name in CORE:
        shutil.copyfile(core / name, target / name)
    packed = [_pure(wheel.path, target) for wheel in fetched if wheel.name in PURE_WITHOUT]
    packed += [
        Path(shutil.copy(wheel.path, target)) for wheel in fetched if wheel.name not in PURE_WITHOUT
    ]
    packed += [_pack(name, stand_in(each), [], target) for name, each in STAND_INS.items()]
    packed += [Path(shutil.copy(each, target)) for each in _kernel()]
    needs = sorted({*(wheel.name for wheel in fetched), *STAND_INS})
    own = _pack(BOOK, files, needs, target)
    info = json.loads((core / _LOCK).read_text(encoding="utf-8"))["info"]
    entries = {wheel.name: _entry(wheel) for wheel in map(read, [*packed, own])}
    lock = {"info": info, "packages": dict(sorted(entries.items()))}
    (target / _LOCK).write_text(json.dumps(lock, indent=1), encoding="utf-8")
    return own


def _kernel() -> list[Path]:
    """JupyterLite's part that runs in Python."""
    found = [
        path for name in ("ipykernel", "pyodide_kernel") for path in PYPI.glob(f"{name}-*.whl")
    ]
    if len(found) != 2:
        raise CourseError("JupyterLite's kernel is not installed: `course doctor` may say why")
    return found


def _pure(compiled: Path, target: Path) -> Path:
    """The same wheel without what was compiled for another machine."""
    name, version, *_ = compiled.name.split("-")
    path = target / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(compiled) as wheel:
        kept = [each for each in wheel.namelist() if not each.endswith((*_COMPILED, "/RECORD"))]
        _zip(path, {each: wheel.read(each) for each in kept})
    return path


def _pack(name: str, files: Mapping[str, bytes], needs: Sequence[str], target: Path) -> Path:
    """A wheel of ours."""
    stem = f"{name.replace('-', '_')}-0"
    metadata = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 0"]
    metadata += [f"Requires-Dist: {need}" for need in needs]
    about = {
        f"{stem}.dist-info/METADATA": "\n".join([*metadata, ""]).encode(),
        f"{stem}.dist-info/WHEEL": _WHEEL,
    }
    path = target / f"{stem}-py3-none-any.whl"
    _zip(path, {**files, **about})
    return path


def _zip(path: Path, files: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name)  # of 1980, whenever it is packed
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)


def _entry(wheel: Wheel) -> dict[str, Any]:
    """As Pyodide reads it."""
    return {
        "name": wheel.name,
        "version": wheel.version,
        "file_name": wheel.path.name,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.path.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(set(_imports(wheel.path))),
        "depends": list(wheel.needs),
        "unvendored_tests": False,
    }


def _imports(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as wheel:
        for name in wheel.namelist():
            top = name.partition("/")[0]
            if top.isidentifier() and name.endswith((".py", ".so")):
                yield top
            elif name.endswith(".py") and "/" not in name:
                yield name.removesuffix(".py")
