"""An edit of the app goes back into the chapters' sources: proven by folding them, or refused."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from course.body import take_apart
from course.files import write
from course.fold import FoldedFile, Tree, fold
from course.heads import edit_heads
from course.parse import BuildCell, Chapter, CourseError, code_cells, parse_chapter
from course.rename import find_renames, rename
from course.rows import FileEdit
from course.tidy import tidy
from course.verify import first_difference, read_app

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
    """Writes the sources and tells what changed, or raises Refused and writes nothing."""
    tree = _tree(chapters)
    edited = _readable(tree, read_app(app))
    sources = {chapter.source: chapter.source.read_text(encoding="utf-8") for chapter in chapters}
    renames = find_renames({path: file.text for path, file in tree.items()}, edited)
    renamed = {source: rename(text, renames) for source, text in sources.items()}
    bodies = _edited_bodies(renamed, edited)
    proposal = {source: _with_bodies(text, source, bodies) for source, text in renamed.items()}
    if objections := _objections(proposal, edited):
        raise Refused(objections)
    changed = {source: text for source, text in proposal.items() if text != sources[source]}
    for source, text in changed.items():
        write(source, text)
    changes = [f"{old} is {new} in every chapter" for old, new in renames.items()]
    changes += [f"chapter {cell.chapter}, {cell}: {cell.key.path}" for cell in bodies]
    return Absorbed(changed, tuple(changes))


def _readable(tree: Tree, app: Mapping[str, bytes]) -> dict[str, str]:
    """The app's texts. Raises Refused for what no cell can bring forth, however it is edited."""
    texts = {path: content.decode(errors="replace") for path, content in app.items()}
    changed = {
        path: text
        for path, text in texts.items()
        if path in tree and path.endswith(".py") and text != tree[path].text
    }
    reasons = [
        *(f"{path} is new: give it a build cell" for path in texts if path not in tree),
        *(f"{path} is gone: delete its cells" for path in tree if path not in texts),
        *(reason for path, text in changed.items() for reason in _syntax_errors(path, text)),
    ]
    if not reasons:
        wanted = dict(zip(changed, tidy(list(changed.values())), strict=True))
        reasons += _differences(changed, wanted, "the formatter writes")
    if reasons:
        raise Refused(sorted(reasons))
    return texts


def _syntax_errors(path: str, text: str) -> Iterator[str]:
    try:
        ast.parse(text)
    except SyntaxError as error:
        yield f"{path} line {error.lineno} is no valid Python: {error.msg}"


def _edited_bodies(sources: Texts, edited: Mapping[str, str]) -> dict[BuildCell, str]:
    """What line edits make of bodies. Raises Refused with every edit that has no cell."""
    reasons: list[str] = []
    bodies: dict[BuildCell, str] = {}
    chapters = [parse_chapter(source, text) for source, text in sources.items()]
    for path, file in _tree(chapters).items():
        if edited[path] != file.text:
            cells = [c for chapter in chapters for c in chapter.builds if c.key.path == path]
            try:
                bodies |= _new_bodies(path, file, edited[path], cells)
            except Refused as error:
                reasons += error.reasons
    if reasons:
        raise Refused(reasons)
    return bodies


def _new_bodies(
    path: str, file: FoldedFile, text: str, cells: Sequence[BuildCell]
) -> dict[BuildCell, str]:
    """The bodies of one file's cells that change. Raises Refused with each edit that none takes."""
    edit = FileEdit(path, file, text)
    if edit.reasons:
        raise Refused(edit.reasons)
    bodies = {cell: edit.bodies.get(cell, cell.body) for cell in cells}
    if path.endswith(".py"):
        living = [cell for cell in cells if cell in file.owners]
        try:
            bodies = edit_heads(file.text, text, bodies, living)
        except SyntaxError as error:
            raise Refused([f"{path}: a cell alone is no valid Python then: {error.msg}"]) from error
    bodies = {cell: body for cell, body in bodies.items() if body != cell.body}
    if empty := [cell for cell, body in bodies.items() if _is_empty(body, cell)]:
        raise Refused([f"{path}: nothing would be left of {cell}: delete it" for cell in empty])
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


def _tree(chapters: Sequence[Chapter]) -> Tree:
    return fold(cell for chapter in chapters for cell in chapter.builds)


def _objections(proposal: Texts, edited: Mapping[str, str]) -> list[str]:
    """Why the proposed sources do not fold to the edited app; empty when they do."""
    try:
        chapters = [parse_chapter(source, text) for source, text in proposal.items()]
        tree = _tree(chapters)
    except CourseError as error:
        return [f"put back, the edit breaks a cell: {error}"]
    return _differences(edited, {path: file.text for path, file in tree.items()}, "put back it is")


def _differences(edited: Mapping[str, str], wanted: Mapping[str, str], verb: str) -> list[str]:
    reasons: list[str] = []
    for path in sorted(edited.keys() | wanted.keys()):
        mine, theirs = edited.get(path, ""), wanted.get(path, "")
        if mine != theirs:
            number, old, new = first_difference(mine, theirs)
            reasons.append(f"{path} line {number} is {old}, {verb} {new}")
    return reasons
