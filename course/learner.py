"""The learner's app: the cells they ran, and the trees folded from those and ours of the rest.

A tree per chapter: the app as of the chapter before, with what they ran in this one. Notebooks are
workspace.py's, the running interpreter is kernel.py's.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from course.files import Copies, WrittenFolder, locked, write
from course.fold import FoldError, Tree, fold
from course.identity import in_authored_order, take_in
from course.parse import BuildCell, Chapter, CourseError, Key


class Built(NamedTuple):
    """The cell, with the step that it is in its chapter, and what the learner should know."""

    cell: BuildCell
    notes: list[str]


class Learner:
    """What one workspace holds of the app. A text of the learner's is copied before it goes."""

    def __init__(self, root: Path, chapters: Iterable[Chapter]) -> None:
        self.root = root
        self.chapters = {chapter.number: chapter for chapter in chapters}
        self._state = root / ".course"
        self._copies = Copies(self._state / "copies")

    def tree(self, number: int) -> Path:
        """The directory that holds a chapter's `reference_app`."""
        return self._state / f"{number:02}" / "tree"

    def open(self, number: int) -> list[str]:
        """Writes the chapter's tree; returns what the learner should know."""
        with self._lock():
            return self._write(number, self.fold(number, self.ran(number)))

    def finished(self) -> Path:
        """A directory with the app as of the last chapter, the learner's cells in place of ours."""
        directory = self._state / "finished"
        with self._lock():
            tree = self.fold(max(self.chapters) + 1, [])
            self._write_folder(directory, self._state / "finished.json", tree)
        return directory

    def run(self, cell: BuildCell) -> Built:
        """Takes the cell in. Raises FoldError when it does not fit: then nothing changes."""
        chapter = self.chapter(cell.chapter)
        with self._lock():
            before = self.ran(chapter.number)
            after = in_authored_order(chapter, take_in(chapter, before, cell))
            built = next(each for each in after if (each.key, each.body) == (cell.key, cell.body))
            kept = {name for each in after if each.step == built.step for name in each.key.names}
            theirs = [e for e in before if e.step == built.step and e not in chapter.builds]
            lost = [
                e for e in theirs if built in chapter.builds or not kept.issuperset(e.key.names)
            ]
            return Built(built, self._change(chapter.number, after, lost))

    def reset(self, number: int, step: int) -> list[str]:
        """Puts our body back; a step of the learner's own goes."""
        with self._lock():
            ours = [cell for cell in self.chapter(number).builds if cell.step == step]
            ran = self.ran(number)
            theirs = [cell for cell in ran if cell.step == step and cell not in ours]
            if not theirs:
                raise CourseError(f"step {number}.{step}: you changed nothing, so it stays")
            rest = [cell for cell in ran if cell.step != step]
            return self._change(
                number, in_authored_order(self.chapter(number), [*rest, *ours]), theirs
            )

    def chapter(self, number: int) -> Chapter:
        """A chapter as we wrote it."""
        if number not in self.chapters:
            first, last = min(self.chapters), max(self.chapters)
            raise CourseError(f"there is no chapter {number}: there are {first} to {last}")
        return self.chapters[number]

    def ran(self, number: int) -> list[BuildCell]:
        """The cells that the learner ran in a chapter, theirs or ours, in authored order."""
        path = self._store(number)
        entries = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        cells = [BuildCell(number, 0, _key(entry), entry["body"]) for entry in entries]
        return in_authored_order(self.chapter(number), cells)

    def fold(self, number: int, ran: Sequence[BuildCell]) -> Tree:
        """The app as of a chapter in which these cells were run. Raises FoldError."""
        earlier = (each for each in self.chapters.values() if each.number < number)
        return fold([*(cell for each in earlier for cell in self._finished(each)), *ran])

    def _finished(self, chapter: Chapter) -> list[BuildCell]:
        ran = self.ran(chapter.number)
        steps = {cell.step for cell in ran}
        return [*ran, *(cell for cell in chapter.builds if cell.step not in steps)]

    def _change(
        self, number: int, ran: Sequence[BuildCell], lost: Sequence[BuildCell]
    ) -> list[str]:
        """Stores the cells, then writes the chapter's tree and the app of the furthest chapter."""
        tree = self.fold(number, ran)
        notes = self._keep(lost)
        entries = [asdict(cell.key) | {"body": cell.body} for cell in ran]
        write(self._store(number), json.dumps(entries, indent=1, ensure_ascii=False) + "\n")
        notes += self._write(number, tree)
        furthest = max(each for each in self.chapters if self._store(each).exists())
        try:
            app = tree if furthest == number else self.fold(furthest, self.ran(furthest))
        except FoldError as error:
            return [*notes, f"workspace/reference_app stays as it was: {error}"]
        return [*notes, *self._write_folder(self.root, self._state / "app.json", app)]

    def _write(self, number: int, tree: Tree) -> list[str]:
        directory = self.tree(number)
        return self._write_folder(directory, directory.with_name("tree.json"), tree)

    def _write_folder(self, directory: Path, record: Path, tree: Tree) -> list[str]:
        texts = {path: file.text for path, file in tree.items()}
        copy = WrittenFolder(directory, record, self._copies).write(texts)
        if copy is None:
            return []
        return [f"files that you edited were built anew; your edits are in {self._shown(copy)}"]

    def _keep(self, cells: Sequence[BuildCell]) -> list[str]:
        """All of one step."""
        if not cells:
            return []
        name = f"step_{cells[0].chapter}.{cells[0].step}.py"
        text = "\n\n".join(map(as_typed, cells))
        copy = self._copies.keep({name: text.encode()}) / name
        return [f"your {cells[0]} as it was is in {self._shown(copy)}"]

    def _shown(self, copy: Path) -> str:
        return copy.relative_to(self.root).as_posix()

    def _store(self, number: int) -> Path:
        return self._state / f"{number:02}" / "cells.json"

    def _lock(self) -> AbstractContextManager[None]:
        return locked(self._state / "lock")


def as_typed(cell: BuildCell) -> str:
    """The cell as it stands in a notebook."""
    key = cell.key
    return f"%%build {key.path}{f' --{key.form} {key.target}' if key.target else ''}\n{cell.body}"


def _key(entry: dict[str, Any]) -> Key:
    return Key(entry["path"], entry["form"], entry["target"], tuple(entry["names"]))
