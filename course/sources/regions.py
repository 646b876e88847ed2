"""An answer cell of a master: what the solution has, and what the starter has instead.

    def masked(self) -> str:
        ### BEGIN SOLUTION
        return "..."
        ### INSTEAD
        return self.text
        ### END SOLUTION

Without `### INSTEAD` the starter raises `NotImplementedError("task 2: InviteCode.masked")`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

_DEFINES: Final = re.compile(r"( *)(?:async def|def|class) (\w+)")


def solution_of(body: str) -> str:
    """The cell as we would write it."""
    return _text(line for line, kind in _lines(body) if kind in ("both", "solution"))


def starter_of(body: str, task: int) -> str:
    """The cell as the learner gets it."""
    kept: list[str] = []
    for line, kind in _lines(body):
        if kind == "missing":
            stub = f'raise NotImplementedError("task {task}: {_around(kept, _indent(line))}")'
            kept.append(" " * _indent(line) + stub)
        elif kind != "solution":
            kept.append(line)
    return _text(kept)


Kind = Literal["both", "solution", "instead", "missing"]


def _lines(body: str) -> Iterator[tuple[str, Kind]]:
    """Each line but the marks, of which the last is "missing" when nothing stands instead."""
    kind: Kind = "both"
    instead = False
    for line in body.strip("\n").split("\n"):
        match line.strip():
            case "### BEGIN SOLUTION":
                kind, instead = "solution", False
            case "### INSTEAD":
                kind, instead = "instead", True
            case "### END SOLUTION":
                if not instead:
                    yield line, "missing"
                kind = "both"
            case _:
                yield line, kind


def _around(lines: Sequence[str], indent: int) -> str:
    """The function that the next line, indented so far, belongs to: `InviteCode.masked`."""
    names: list[str] = []
    for line in reversed(lines):
        found = _DEFINES.match(line)
        if found and len(found[1]) < indent:
            indent = len(found[1])
            names.insert(0, found[2])
    return ".".join(names) or "the answer"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _text(lines: Iterator[str] | Sequence[str]) -> str:
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines).strip("\n")) + "\n"
