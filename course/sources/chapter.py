"""What a chapter is made of: build cells, and what each is known by. parse.py reads them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from course.sources.steps import step_name

Form = Literal["create", "into", "after", "replace"]


@dataclass(frozen=True)
class Key:
    """What makes two runs of a cell the same cell: never its position."""

    path: str
    form: Form
    target: str | None
    names: tuple[str, ...]


@dataclass(frozen=True)
class BuildCell:
    """One step: a body, and where in the app it goes. `step` counts from 1 in its chapter.

    Of one that a learner ran, also the Jupyter cell, where the front end names it, and whether it
    was ours then, word for word.
    """

    chapter: int
    step: int
    key: Key
    body: str
    jupyter_cell: str | None = field(default=None, compare=False)
    was_ours: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return step_name(self.chapter, self.step)


@dataclass(frozen=True)
class Chapter:
    """A source file, read. The slug is its file stem and names its notebook and its exercise."""

    number: int
    slug: str
    title: str
    source: Path
    builds: tuple[BuildCell, ...]


def as_typed(cell: BuildCell) -> str:
    """The cell as it stands in a notebook."""
    return f"{magic_line(cell)}\n{cell.body}"


def magic_line(cell: BuildCell) -> str:
    """Its first line."""
    key = cell.key
    return f"%%build {key.path}{f' --{key.form} {key.target}' if key.target else ''}"
