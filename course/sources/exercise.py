"""Masters to exercises: tasks, answers, hints. What an answer must do is said in `checks/`.

A master is Markdown; `exercises/README.md` shows its form.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Final

import jupytext  # type: ignore[import-untyped]
from nbformat import NotebookNode, from_dict

from course.errors import CourseError
from course.paths import ROOT
from course.sources.demands import docstrings, without_marks
from course.sources.regions import solution_of, starter_of
from course.sources.task import Alternative, Task

EXERCISES: Final = ROOT / "exercises"
MASTERS: Final = EXERCISES / "source"

_HEADING: Final = re.compile(r"^## Task (\d): (.+)$", re.MULTILINE)
_MARKER: Final = re.compile(r"^<!-- (hints|why|alternative) -->\n?", re.MULTILINE)
_ANSWER: Final = re.compile(r"%%answer (\d+)\s*\n")
_HINT: Final = re.compile(r"^\d\. ", re.MULTILINE)


@dataclass(frozen=True)
class Exercise:
    """What belongs to one chapter. `cells` are those of the master, in order."""

    number: int
    slug: str
    title: str
    tasks: tuple[Task, ...]
    cells: tuple[NotebookNode, ...] = field(repr=False, compare=False)

    def task(self, number: int) -> Task:
        """Raises `CourseError`."""
        if not isinstance(number, int):
            raise CourseError("a task is a number, without quotes: 1, 2 or 3")
        for task in self.tasks:
            if task.number == number:
                return task
        numbers = ", ".join(str(task.number) for task in self.tasks)
        raise CourseError(f"exercise {self.number} has no task {number}; it has {numbers}")


def read_exercises(masters: Path = MASTERS) -> tuple[Exercise, ...]:
    """All of them, by number. Raises `CourseError` for a master that is not in form."""
    return tuple(_read(path) for path in _paths(masters))


def read_exercise(number: int, masters: Path = MASTERS) -> Exercise:
    """Raises `CourseError` when there is none."""
    for path in masters.glob(f"{number:02}_*.md"):
        return _read(path)
    numbers = sorted(int(path.name[:2]) for path in _paths(masters))
    raise CourseError(f"there is no exercise {number}: there are {numbers[0]} to {numbers[-1]}")


def forget_masters() -> None:
    """What was read of them is in memory no more, but for what somebody holds."""
    _read.cache_clear()


def _paths(masters: Path) -> list[Path]:
    return sorted(masters.glob("[0-9][0-9]_*.md"))


@cache
def _read(path: Path) -> Exercise:
    number = int(path.name[:2])
    cells = list(_with_task(jupytext.reads(path.read_text(encoding="utf-8"), fmt="md").cells))
    title = cells[0].source.partition("\n")[0].removeprefix("# Exercises: ")
    given: list[str] = []
    tasks = []
    for task, group in groupby(cells, key=lambda cell: int(cell.metadata.task)):
        within = list(group)
        if task:
            tasks.append(_task(path, number, within, given))
        given += [cell.source for cell in within if cell.metadata.role == "given"]
    return Exercise(number, path.stem, title, tuple(tasks), tuple(cells))


def _with_task(cells: Sequence[NotebookNode]) -> Iterator[NotebookNode]:
    """Each cell with the task that it is part of, 0 before the first, and its role there: text,
    opening, given, answer, hints, why or alternative."""
    task, role = 0, "text"
    for cell in cells:
        pieces = [cell.source]
        if cell.cell_type == "markdown":
            pieces = re.split(
                r"^(?=<!-- (?:hints|why|alternative) -->|## )", cell.source, flags=re.M
            )
        for piece in filter(str.strip, pieces):
            if heading := _HEADING.match(piece):
                task, role = int(heading[1]), "text"
            if marker := _MARKER.match(piece):
                role = marker[1]
            role_here = _role(cell, role)
            metadata = {"task": task, "role": role_here, "info": cell.metadata}
            text = _MARKER.sub("", piece).strip()
            copy: NotebookNode = from_dict(  # type: ignore[no-untyped-call]
                cell | {"source": text, "metadata": metadata}
            )
            yield copy


def _role(cell: NotebookNode, role: str) -> str:
    if cell.cell_type == "markdown" or role == "alternative":
        return role
    if _ANSWER.match(cell.source):
        return "answer"
    return "opening" if "course.exercise(" in cell.source else "given"


def _task(path: Path, exercise: int, cells: Sequence[NotebookNode], given: list[str]) -> Task:
    answers = [cell for cell in cells if cell.metadata.role == "answer"]
    number = int(cells[0].metadata.task)
    if len(answers) != 1 or not answers[0].source.startswith(f"%%answer {number}\n"):
        raise CourseError(f"{path.name}: task {number} needs one cell `%%answer {number}`")
    (answer,) = answers
    above = [cell.source for cell in cells[: cells.index(answer)] if cell.metadata.role == "given"]
    body = _ANSWER.sub("", answer.source, count=1)
    text = "\n\n".join(_of(cells, "text"))
    title = _HEADING.match(text)
    starter = starter_of(body, number)
    return Task(
        exercise,
        number,
        title[2] if title else "",
        "\n\n".join([_HEADING.sub("", text), *docstrings(starter)]),
        "\n\n".join([*given, *above]),
        without_marks(starter),
        without_marks(solution_of(body)),
        answer.metadata.info.get("fails", ""),
        answer.metadata.info.get("keep", ""),
        tuple(each.strip() for each in _HINT.split("\n".join(_of(cells, "hints")))[1:]),
        "\n\n".join(_of(cells, "why")),
        tuple(_alternatives(cells)),
    )


def _of(cells: Sequence[NotebookNode], role: str) -> list[str]:
    return [
        cell.source for cell in cells if cell.metadata.role == role and cell.cell_type == "markdown"
    ]


def _alternatives(cells: Sequence[NotebookNode]) -> Iterator[Alternative]:
    words: list[str] = []
    for cell in cells:
        if cell.metadata.role == "alternative" and cell.cell_type == "markdown":
            words.append(cell.source)
        elif cell.metadata.role == "alternative":
            yield Alternative("\n\n".join(words), cell.source)
            words = []
