"""In the browser's Python, run by node: what it will import, compiled, in archives that it unpacks
when it starts.

It is given to Pyodide as text, so it imports nothing of the engine's.
"""

# mypy: ignore-errors

import importlib
import importlib.util
import io
import json
import sys
import tarfile
import zipfile
from contextlib import suppress
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

SITE = Path(next(each for each in sys.path if each.endswith("site-packages")))
STDLIB = Path(next(each for each in sys.path if each.endswith(".zip")))

# What a kernel and pytest import when they first do their work.
_CELLS = ("1 + 1", "1 / 0", "%%capture\n?print", "import pytest; pytest.main(['/tmp'])")
_NOT_RUN = (".pyc", ".pyi", ".typed", ".c", ".h", ".pxd", ".pyx")
# They read their own source: AnyIO what it makes classes of, pytest the plugins that it rewrites.
_READ = ("anyio/", "pytest_asyncio/", "_hypothesis_pytestplugin.py")


async def libraries(names):
    """Of the packages that are there: what these modules need, imported from here on; modules that
    they do not, whose names are in the former as `rest.txt`; and Python's own."""
    found = _files()
    used = await _in_use(json.loads(names), found)
    rest = {path for path in found if path.suffix == ".py" and path not in used}
    compiled = {path for path in used if not _name(path, SITE).startswith(_READ)}
    listed = SITE / "rest.txt"
    listed.write_text("\n".join(sorted(map(_module, rest))))
    return [_tar({*found, listed} - rest, compiled), _tar(rest, ()), _library(used)]


def _files():
    return {path for path in SITE.rglob("*") if path.is_file() and path.suffix not in _NOT_RUN}


def _name(path, above):
    return str(path.relative_to(above)) if path.is_relative_to(above) else ""


def _module(path):
    parts = path.relative_to(SITE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def book(wheel):
    """The engine compiled; of all else somebody reads the sources."""
    with zipfile.ZipFile(io.BytesIO(wheel.to_bytes())) as packed:
        packed.extractall(SITE)  # noqa: S202 (packed by us)
        paths = [SITE / name for name in packed.namelist()]
    return _tar(paths, {path for path in paths if path.is_relative_to(SITE / "course")})


async def _in_use(names, found):
    """Imports these modules, those that are there, and runs a cell or two. Files that what is
    loaded then came from, that were opened meanwhile, or are of a module that somebody looked for.
    """
    opened, looked_for = set(), set()

    class Spy:
        @staticmethod
        def find_spec(name, path=None, target=None):
            looked_for.add(name)

    sys.addaudithook(lambda event, given: event == "open" and opened.add(str(given[0])))
    sys.meta_path.insert(0, Spy)
    for name in names:
        with suppress(Exception):
            importlib.import_module(name)
    kernel = importlib.import_module("pyodide_kernel").kernel_instance
    for cell in _CELLS:
        await kernel.run(cell)
    sys.meta_path.remove(Spy)
    loaded = {getattr(each, "__file__", None) for each in list(sys.modules.values())}
    asked = {path for path in found if path.suffix == ".py" and _module(path) in looked_for}
    return {Path(each) for each in (opened | loaded) - {None}} | asked


def _tar(paths, compiled):
    """The same bytes whenever it is made: of no time, and nobody's."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path in sorted(paths):
            name, content = _placed(path, path.read_bytes(), compiled)
            entry = tarfile.TarInfo(_name(name, SITE))
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def _library(compiled):
    """As one file, from which it is imported."""
    packed = io.BytesIO()
    with zipfile.ZipFile(STDLIB) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in sorted(each for each in old.namelist() if not each.endswith("/")):
            name, content = _placed(STDLIB / entry, old.read(entry), compiled)
            placed = zipfile.ZipInfo(_name(name, STDLIB))
            new.writestr(placed, content, zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def _placed(path, content, compiled):
    """Where it lies, and what: a module that is compiled, in place of its source. Python does not
    ask whether that has changed since."""
    if path.suffix != ".py" or path not in compiled:
        return path, content
    code = compile(content, str(path), "exec", dont_inherit=True)
    flags = importlib.util.source_hash(content), False
    return path.with_suffix(".pyc"), bytes(_code_to_hash_pyc(code, *flags))
