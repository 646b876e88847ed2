"""An edit of the app goes back into the chapters' sources: proven by folding them, or refused."""

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from course.absorb.heads import edit_heads
from course.absorb.rename import find_renames, rename
from course.absorb.rows import FileEdit
from course.errors import CourseError
from course.files import write
from course.fold.tidy import tidy
from course.fold.tree import FoldedFile, Tree, fold
from course.fold.verify import first_difference, read_app
from course.sources.body import take_apart
from course.sources.chapter import BuildCell, Chapter
from course.sources.parse import code_cells, parse_chapter

Texts = Mapping[Path, str]


@dataclass(frozen=True)
class Absorbed:
    """The sources that changed, and a sentence per change."""

    sources: Texts
    changes: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.changes) or "Nothing to absorb: the chapters build this app."


class Refused(CourseError):
    """The sources are untouched. One sentence per edit that cannot go back."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("\n".join(["Nothing was absorbed:", *reasons]))
        self.reasons = tuple(reasons)


def absorb(chapters: Sequence[Chapter], app: Path) -> Absorbed:
    """Writes the sources and tells what changed, or raises Refused and writes nothing.

    The proof is about the finished app; that every snapshot still works is for snapshots.py.
    """
    sources = {chapter.source: chapter.source.read_text(encoding="utf-8") for chapter in chapters}
    _, tree = _folded(sources)
    edited = _readable(tree, read_app(app))
    renames = find_renames({path: file.text for path, file in tree.items()}, edited)
    renamed = {source: rename(text, renames) for source, text in sources.items()}
    bodies = _edited_bodies(renamed, edited)
    proposal = {source: _with_bodies(text, source, bodies) for source, text in renamed.items()}
    proven = {path: file.text for path, file in _folded(proposal)[1].items()}
    _refuse(_differences(edited, proven, "put back it is"))
    changed = {source: text for source, text in proposal.items() if text != sources[source]}
    for source, text in changed.items():
        write(source, text)
    changes = [f"{old} is {new} in every chapter" for old, new in renames.items()]
    changes += [f"chapter {cell.chapter}, {cell}: {cell.key.path}" for cell in bodies]
    return Absorbed(changed, tuple(changes))


def _folded(sources: Texts) -> tuple[list[Chapter], Tree]:
    """Raises Refused when the edit, put back, breaks a cell."""
    try:
        chapters = [parse_chapter(source, text) for source, text in sources.items()]
        return chapters, fold(cell for chapter in chapters for cell in chapter.builds)
    except CourseError as error:
        raise Refused([f"put back, the edit breaks a step: {error}"]) from error


def _readable(tree: Tree, app: Mapping[str, bytes]) -> dict[str, str]:
    """The app's texts. Raises Refused for what no cell can bring forth, however it is edited."""
    _refuse(f"{path} is new: give it a build cell" for path in app if path not in tree)
    _refuse(f"{path} is gone: delete its cells" for path in tree if path not in app)
    texts: dict[str, str] = {}
    for path, content in app.items():
        try:
            texts[path] = content.decode()
            ast.parse(texts[path] if path.endswith(".py") else "")
        except (UnicodeDecodeError, SyntaxError) as error:
            raise Refused([f"{path} cannot be read: {error}"]) from error
    python = [path for path in texts if path.endswith(".py") and texts[path] != tree[path].text]
    wanted = dict(zip(python, tidy([texts[path] for path in python]), strict=True))
    mine = {path: texts[path] for path in python}
    _refuse(_differences(mine, wanted, "the formatter writes"))
    return texts


def _refuse(reasons: Iterable[str]) -> None:
    if found := tuple(reasons):
        raise Refused(found)


def _edited_bodies(sources: Texts, edited: Mapping[str, str]) -> dict[BuildCell, str]:
    """What line edits make of bodies. Raises Refused with every edit that has no cell."""
    reasons: list[str] = []
    bodies: dict[BuildCell, str] = {}
    chapters, tree = _folded(sources)
    for path, file in tree.items():
        if edited[path] != file.text:
            cells = [c for chapter in chapters for c in chapter.builds if c.key.path == path]
            try:
                bodies |= _new_bodies(path, file, edited[path], cells)
            except Refused as error:
                reasons += error.reasons
    _refuse(reasons)
    return bodies


def _new_bodies(
    path: str, file: FoldedFile, text: str, cells: Sequence[BuildCell]
) -> dict[BuildCell, str]:
    """The bodies of one file's cells that change. Raises Refused with each edit that none takes."""
    edit = FileEdit(path, file, text)
    _refuse(edit.reasons)
    bodies = {cell: edit.bodies.get(cell, cell.body) for cell in cells}
    if path.endswith(".py"):
        living = [cell for cell in cells if cell in file.owners]
        try:
            bodies = edit_heads(file.text, text, bodies, living)
        except SyntaxError as error:
            raise Refused([f"{path}: a cell alone is no valid Python then: {error.msg}"]) from error
    bodies = {cell: body for cell, body in bodies.items() if body != cell.body}
    empty = [cell for cell, body in bodies.items() if _is_empty(body, cell)]
    _refuse(f"{path}: nothing would be left of {cell}: delete it" for cell in empty)
    return bodies


def _is_empty(body: str, cell: BuildCell) -> bool:
    """Whether a cell that built something would build nothing."""
    return not body.strip() or (
        cell.key.path.endswith(".py")
        and bool(take_apart(cell.body, cell.key.form).lines)
        and not take_apart(body, cell.key.form).lines
    )


def _with_bodies(text: str, source: Path, bodies: Mapping[BuildCell, str]) -> str:
    """The source with new bodies in the places of the old ones, not a byte else."""
    builds = [cell.build for cell in code_cells(text) if cell.build]
    cells = parse_chapter(source, text).builds
    for cell, (_, old, start) in reversed(list(zip(cells, builds, strict=True))):
        new = bodies[cell].rstrip("\n") if cell in bodies else old
        text = text[:start] + new + text[start + len(old) :]
    return text


def _differences(edited: Mapping[str, str], wanted: Mapping[str, str], verb: str) -> list[str]:
    reasons: list[str] = []
    for path in sorted(edited.keys() | wanted.keys()):
        mine, theirs = edited.get(path, ""), wanted.get(path, "")
        if mine != theirs:
            number, old, new = first_difference(mine, theirs)
            reasons.append(f"{path} line {number} is {old}, {verb} {new}")
    return reasons
