"""The answers in a learner's notebook, as it lies on disk. How they are graded is grade.py's."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from IPython.core.inputtransformer2 import leading_indent

LARGEST: Final = 5_000_000  # bytes of a notebook
_ANSWER: Final = re.compile(r"\s*%%answer +(\d{1,3})[^\S\n]*(?:\n|$)")

Answers = tuple[dict[int, str], list[str]]
"""The source of each task's answer, and a sentence for all that is odd about the notebook."""


def read_answers(path: Path, tasks: Iterable[int] = (1, 2, 3)) -> Answers:
    """A file that can't be read has no answers; of two answers to one task the last one counts."""
    try:
        if not path.exists():
            return {}, [f"There is no {path.name}: `course update` brings it."]
        if path.stat().st_size > LARGEST:
            return {}, [_too_large(path)]
        cells = json.loads(path.read_bytes() if path.is_file() else b"")["cells"]
        sources = [*map(_source, cells)]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return {}, [f"{path.name} is no notebook: it can't be read."]
    answers: dict[int, str] = {}
    remarks = []
    if None in sources:
        remarks.append(f"{path.name} has cells that are none: they are passed over.")
    for source in filter(None, sources):
        if found := _ANSWER.match(source):
            number = int(found[1])
            if number in answers:
                remarks.append(f"{path.name} answers task {number} twice: the last one counts.")
            answers[number] = source[found.end() :]
    missing = [number for number in tasks if number not in answers]
    remarks += [f"{path.name} has no cell that begins with %%answer {n}." for n in missing]
    return answers, remarks


def _too_large(path: Path) -> str:
    return (
        f"{path.name} has more than {LARGEST // 1_000_000} MB, and no answer is read: clear all "
        "outputs, save it, and try again."
    )


def _source(cell: Any) -> str | None:
    """As a kernel reads it; empty for text, None for what is no cell."""
    match cell:
        case {"cell_type": "code", "source": str(source)}:
            pass
        case {"cell_type": "code", "source": [*lines]} if all(isinstance(x, str) for x in lines):
            source = "".join(lines)
        case {"cell_type": str(kind)} if kind != "code":
            return ""
        case _:
            return None
    lines = source.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True)
    return "".join(leading_indent(lines))  # type: ignore[no-untyped-call]
