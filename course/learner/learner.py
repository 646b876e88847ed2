"""The learner's app: the cells they ran, and the trees folded from those and ours of the rest.

A tree per chapter: the app as of the chapter before, with what they ran in this one. Notebooks are
workspace.py's, the running interpreter is notebook/'s.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from course.errors import CourseError
from course.files import Copies, WrittenFolder, locked, write
from course.fold.tree import FoldError, Tree, fold
from course.learner.identity import in_authored_order, strays, superseded, take_in
from course.sources.chapter import BuildCell, Chapter, Key, as_typed
from course.sources.steps import OWN, spans, step_name


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
            stray = strays(after, built)
            rest = [each for each in after if each not in stray]
            lost = [*superseded(chapter, before, rest, built), *stray]
            out = [f"your {each} was built in this same cell: it is taken out" for each in stray]
            return Built(built, [*out, *self._change(chapter.number, rest, lost)])

    def reset(self, number: int, step: int) -> list[str]:
        """Puts our body back where there is another one; a step of the learner's own goes."""
        with self._lock():
            self.refuse_unknown(number, step)
            ran = self.ran(number)
            ours = [cell for cell in self.chapter(number).builds if cell.step == step]
            others = [cell for cell in ran if cell.step == step and cell not in ours]
            if not others:
                return []
            rest = [cell for cell in ran if cell.step != step]
            after = in_authored_order(self.chapter(number), [*rest, *ours])
            return self._change(number, after, [cell for cell in others if not cell.was_ours])

    def refuse_unknown(self, number: int, step: int) -> None:
        """CourseError when the chapter has no such step, neither ours nor theirs."""
        ours = [cell.step for cell in self.chapter(number).builds]
        own = [cell.step for cell in self.ran(number) if cell.step > OWN]
        if step not in (*ours, *own):
            has = spans(number, dict.fromkeys([*ours, *own])) if ours or own else "no step"
            raise CourseError(f"there is no {step_name(number, step)}: chapter {number} has {has}")

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
        cells = [_cell(number, entry) for entry in entries]
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
        notes = [self._keep(list(cells)) for _, cells in groupby(lost, key=str)]
        entries = [_entry(cell, self.chapter(number)) for cell in ran]
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
        edited = [path.relative_to(copy) for path in sorted(copy.rglob("*")) if path.is_file()]
        files = ", ".join(path.as_posix() for path in edited)
        return [
            f"your edit of {files} was built over; it is kept in {self._shown(copy)}. To make it "
            "last, put it into the cell that `%course where FILE:LINE` names, and run that"
        ]

    def _keep(self, cells: Sequence[BuildCell]) -> str:
        """All of one step."""
        name = f"{str(cells[0]).replace(' ', '_')}.py"
        text = "\n\n".join(map(as_typed, cells))
        copy = self._copies.keep({name: text.encode()}) / name
        return f"your {cells[0]} as it was is in {self._shown(copy)}"

    def _shown(self, copy: Path) -> str:
        return copy.relative_to(self.root).as_posix()

    def _store(self, number: int) -> Path:
        return self._state / f"{number:02}" / "cells.json"

    def _lock(self) -> AbstractContextManager[None]:
        return locked(self._state / "lock")


def _entry(cell: BuildCell, chapter: Chapter) -> dict[str, Any]:
    """For the file. Whether the cell was ours is known only as long as the edition is."""
    return asdict(cell.key) | {
        "body": cell.body,
        "step": cell.step,
        "jupyter_cell": cell.jupyter_cell,
        "was_ours": cell.was_ours or cell in chapter.builds,
    }


def _cell(number: int, entry: dict[str, Any]) -> BuildCell:
    """The first workspaces know no more than key and body."""
    key = Key(entry["path"], entry["form"], entry["target"], tuple(entry["names"]))
    step, was_ours = entry.get("step", 0), entry.get("was_ours", False)
    return BuildCell(number, step, key, entry["body"], entry.get("jupyter_cell"), was_ours)
