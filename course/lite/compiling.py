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
from compression import zstd
from contextlib import suppress
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path, PurePath

SITE = Path(next(each for each in sys.path if each.endswith("site-packages")))
STDLIB = next(each for each in sys.path if each.endswith(".zip"))
LEVEL = 19

# They read their own source: AnyIO what it makes a class of, pytest the plugins it rewrites.
READ = ("anyio/", "pytest_asyncio/", "_hypothesis_pytestplugin.py")


def files():
    """What lies where packages are installed."""
    return {path for path in SITE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}


def in_use(names):
    """Imports these modules, those that are there; the files that all that is imported then came
    from, and those that were read meanwhile."""
    opened = set()
    sys.addaudithook(lambda event, given: event == "open" and opened.add(str(given[0])))
    for name in names:
        with suppress(Exception):
            importlib.import_module(name)
    origins = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    return {PurePath(each) for each in (opened | origins) - {None}}


def _compiled(source, path):
    """As Python finds it in place of a source; it is not asked again whether it is up to date."""
    code = compile(source, str(path), "exec", dont_inherit=True)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), False))


def _placed(path, content, used):
    """Name and content, in an archive."""
    if path.suffix == ".py" and path in used:
        if not str(path.relative_to(SITE)).startswith(READ):
            return f"{path.relative_to(SITE)}c", _compiled(content, path)
    return str(path.relative_to(SITE)), content


def archive(paths, used):
    """The same bytes whenever it is made."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path in sorted(paths):
            name, content = _placed(path, path.read_bytes(), used)
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def library(used):
    """Python's own, as one file that it imports from."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(STDLIB) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for name in sorted(each for each in old.namelist() if not each.endswith("/")):
            content, path = old.read(name), PurePath(STDLIB, name)
            if path.suffix == ".py" and path in used:
                name, content = f"{name}c", _compiled(content, path)
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()
