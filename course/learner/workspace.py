"""The learner's folder: where it is, their notebooks, and what a new edition does to those.

What they built is learner.py's.
"""

import json
import os
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from course.files import Copies, locked, write
from course.paths import NOTEBOOKS

Cell = dict[str, Any]
Notebook = dict[str, Any]

_NAMES = "[0-9][0-9]_*.ipynb"
_ANSWER = re.compile(r"\s*%%answer +(\d+)")
_PREDICTION = re.compile(r"^guess = .*?(?=\s+#|$)", re.MULTILINE)


def find_workspace() -> Path:
    """COURSE_WORKSPACE, else the nearest directory from here up that is one, else a new temporary
    one: whoever opens a tracked notebook just looks around."""
    if named := os.environ.get("COURSE_WORKSPACE"):
        return Path(named).absolute()
    here = Path.cwd()
    found = (each for each in (here, *here.parents) if (each / ".course").is_dir())
    return next(found, None) or Path(_temporary().name)


def is_passing(root: Path) -> bool:
    """Whether it is the temporary one, which goes with this process."""
    return _temporary.cache_info().currsize > 0 and root == Path(_temporary().name)


@cache
def _temporary() -> tempfile.TemporaryDirectory[str]:
    """Lives as long as this process."""
    return tempfile.TemporaryDirectory(prefix="fast forge ", ignore_cleanup_errors=True)


def create_workspace(root: Path, notebooks: Path = NOTEBOOKS) -> None:
    """Gives the learner a copy of each notebook that they don't have yet: the chapters, and beside
    them a folder with the exercises."""
    with locked(root / ".course" / "lock"):
        for name, text in _edition(notebooks):
            if not (root / name).exists():
                write(root / name, text)
                write(_base(root, name), text)


def update_workspace(root: Path, notebooks: Path = NOTEBOOKS) -> list[str]:
    """Brings a new edition and keeps each cell that the learner changed. Returns a line for each
    notebook that is another now."""
    create_workspace(root, notebooks)
    with locked(root / ".course" / "lock"):
        lines = [_update_one(root, name, text) for name, text in _edition(notebooks)]
    return [line for line in lines if line]


def _update_one(root: Path, name: str, text: str) -> str:
    try:
        return _update(root, name, text)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return f"{name} can't be read and stays as it is: move it away, and update again"


def _update(root: Path, name: str, text: str) -> str:
    base = _base(root, name)
    started_from = base.read_text(encoding="utf-8") if base.exists() else '{"cells": []}'
    if started_from == text:
        return ""
    mine = (root / name).read_text(encoding="utf-8")
    old, theirs, new = (json.loads(each) for each in (started_from, mine, text))
    line = f"{name}: new edition"
    if _sources(theirs) != _sources(old):
        copy = Copies(root / ".course" / "copies").keep({name: mine.encode()})
        line += f"; your changes are kept, a copy is in {copy.relative_to(root).as_posix()}"
    write(root / name, _text(new | {"cells": merge(old["cells"], theirs["cells"], new["cells"])}))
    write(base, text)
    return line


def merge(old: list[Cell], theirs: list[Cell], new: list[Cell]) -> list[Cell]:
    """The new edition's cells, with the learner's version of each that they changed, and with each
    that is only theirs behind the one that it stood behind. `old` is what they started from."""
    theirs = _told_apart(theirs)
    was = {_id(cell): _source(cell) for cell in old}
    has = {_id(cell): cell for cell in theirs}
    merged = []
    for cell in new:
        mine = has.get(_id(cell))
        if mine is None and was.get(_id(cell)) != _source(cell):  # equal: they deleted it
            merged.append(cell)
        elif mine is not None:
            unchanged = _source(mine) == was.get(_id(cell))
            merged.append(cell if unchanged else mine)
    return _with_own(merged, theirs, was)


def _told_apart(cells: list[Cell]) -> list[Cell]:
    """Pasting makes a second cell of one id in some editors: it gets an id of its own, if it says
    something else."""
    sources: dict[str, set[str]] = {}
    apart = []
    for cell in cells:
        known = sources.setdefault(_id(cell), set())
        if known and _source(cell) not in known:
            cell = cell | {"id": f"{_id(cell)[:50]}-{len(known) + 1}"}
        known.add(_source(cell))
        apart.append(cell)
    return apart


def _with_own(merged: list[Cell], theirs: list[Cell], was: dict[str, str]) -> list[Cell]:
    """Adds the cells that the new edition doesn't have and the learner wrote or changed."""
    at = 0
    for cell in theirs:
        ids = [_id(each) for each in merged]
        if _id(cell) in ids:
            at = ids.index(_id(cell)) + 1
        elif was.get(_id(cell)) != _source(cell):
            merged.insert(at, cell)
            at += 1
    return merged


def _edition(notebooks: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each notebook as a learner gets it: nothing run, nothing predicted."""
    exercises = notebooks.parent / "exercises"
    for path in sorted([*notebooks.glob(_NAMES), *exercises.glob(_NAMES)]):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        notebook["metadata"].pop("course", None)
        is_chapter = path.parent == notebooks
        for cell in notebook["cells"]:
            cell |= _code(cell) if cell["cell_type"] == "code" else _prose(cell, is_chapter)
        yield path.name if is_chapter else f"exercises/{path.name}", _text(notebook)


def _code(cell: Cell) -> Cell:
    source = _PREDICTION.sub('guess = "nothing yet"', _source(cell))
    return {"outputs": [], "execution_count": None, "source": source}


def _prose(cell: Cell, is_chapter: bool) -> Cell:
    """Chapters stand above the exercises here, and beside them in the repository."""
    there, here = ("(../exercises/", "(exercises/") if is_chapter else ("(../notebooks/", "(../")
    return {"source": _source(cell).replace(f"]{there}", f"]{here}")}


def _base(root: Path, name: str) -> Path:
    """The notebook as the learner got it: what they changed is the difference."""
    return root / ".course" / "editions" / name


def _text(notebook: Notebook) -> str:
    """As Jupyter writes it."""
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _sources(notebook: Notebook) -> list[tuple[str, str]]:
    return [(_id(cell), _source(cell)) for cell in notebook["cells"]]


def _id(cell: Cell) -> str:
    """Some tools drop the ids of cells: then an answer is known by what it answers."""
    if "id" not in cell and (found := _ANSWER.match(_source(cell))):
        return f"answer-{found[1]}"
    return str(cell.get("id") or _source(cell))


def _source(cell: Cell) -> str:
    """A text in files of ours; Jupyter writes a list of lines."""
    return "".join(cell["source"])
