"""What a browser loads at once, compiled and packed by its own Python, in node: a page waits for
neither a compiler nor a hundred requests.

Kept in `var/`, by what it is made from. Which files there are is folder.py's.
"""

import ast
import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from course.files import locked
from course.lite.book import HERE
from course.lite.node import in_node
from course.paths import VAR

if sys.version_info >= (3, 14):
    from compression import zstd as zstd
else:
    from backports import zstd as zstd

LOADER: Final = HERE / "pyodide.mjs"
SUFFIX: Final = ".tar.zst"
_MAKER: Final = HERE / "archives.mjs"
_MADE_BY: Final = (_MAKER, HERE / "compiling.py", Path(__file__))
_KEPT: Final = VAR / "lite" / "archives"
_LEVEL: Final = 19
_SECONDS: Final = 600  # most of them compile; the machine may be busy
_DIGESTS: Final = "const DIGESTS = {};"
# What JupyterLite's kernel begins with, and what libraries import when first asked.
_ALSO: Final = {
    *("ipykernel", "micropip", "piplite", "pyodide_kernel"),
    "hypothesis.internal.conjecture.optimiser",
    "hypothesis.strategies._internal.random",
    "idna.uts46data",
    "pydantic.v1",
    "sqlalchemy.dialects.postgresql",
}


def write_archives(packed: Path, own: Path, book: Mapping[str, bytes], target: Path) -> None:
    """Writes what `LOADER` reads, and that. `packed` is a whole folder of Pyodide's, `own` the
    book's wheel in it. Raises `CourseError` when there is no node, or it fails."""
    others = [path for path in sorted(packed.iterdir()) if path != own]
    job: dict[str, object] = {"wheel": own.name}
    names: dict[str, object] = {"names": sorted(_ALSO | _imports(book))}
    with locked(_KEPT / "lock"):  # two would do the same work, and one clears the other's
        for kept in (_made(packed, job | names, others), _made(packed, job, [own])):
            shutil.copytree(kept, target, dirs_exist_ok=True)
    digests = {
        path.name.removesuffix(SUFFIX): _digest([path])[:16]
        for path in sorted(target.glob(f"*{SUFFIX}"))
    }
    loader = LOADER.read_text(encoding="utf-8")
    loader = loader.replace(_DIGESTS, f"const DIGESTS = {json.dumps(digests)};")
    shutil.move(target / LOADER.name, target / "pyodide.core.mjs")
    (target / LOADER.name).write_text(loader, encoding="utf-8")


def _imports(book: Mapping[str, bytes]) -> set[str]:
    """What it imports from elsewhere. Of Python's own, libraries import what matters."""
    own = {name.partition("/")[0].removesuffix(".py") for name in book} | sys.stdlib_module_names
    modules = (ast.parse(content) for name, content in book.items() if name.endswith(".py"))
    found = {each for module in modules for each in _imported(module)}
    return {name for name in found if name.partition(".")[0] not in own}


def _imported(module: ast.Module) -> Iterator[str]:
    """What may be a module: `b` in `from a import b`, too."""
    for node in ast.walk(module):
        match node:
            case ast.Import(names=names):
                yield from (each.name for each in names)
            case ast.ImportFrom(module=str(above), names=names, level=0):
                yield from (above, *(f"{above}.{each.name}" for each in names))


def _made(packed: Path, job: Mapping[str, object], inputs: Iterable[Path]) -> Path:
    """The directory with what came of the job, if need be done now."""
    kind, said = "libraries" if "names" in job else "book", json.dumps(job)
    kept = _KEPT / f"{kind}-{_digest([*inputs, *_MADE_BY], said)[:16]}"
    if not kept.is_dir():
        for old in _KEPT.glob(f"{kind}-*"):
            shutil.rmtree(old)
        _make(packed, said, kept)
    return kept


def _make(packed: Path, job: str, target: Path) -> None:
    with tempfile.TemporaryDirectory(dir=_KEPT, ignore_cleanup_errors=True) as scratch:
        made = Path(scratch, "made")
        made.mkdir()
        in_node(_MAKER, packed, made, job, seconds=_SECONDS)
        for path in sorted(made.glob("*.tar")):
            path.with_suffix(SUFFIX).write_bytes(zstd.compress(path.read_bytes(), _LEVEL))
            path.unlink()
        made.replace(target)  # whole, or not there


def _digest(paths: Iterable[Path], *texts: str) -> str:
    whole = hashlib.sha256("\n".join(texts).encode())
    for path in paths:
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()
