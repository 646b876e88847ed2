"""Whether a built site shows an answer to an exercise, in its pages, notebooks or search.

The Python of a browser does hold some, for exercises and checks stand on earlier answers: book.py.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Final

from course.grading.notebooks import FEATURE, kept_modules
from course.paths import ROOT
from course.site.check_links import FOREIGN
from course.sources.exercise import read_exercises

_TEXTS: Final = (".html", ".ipynb", ".json", ".js", ".txt")
_MARKED: Final = (".html", ".json")
_SHORT: Final = 24  # letters: a line with fewer may be written twice by chance
_READ: Final = ("notebooks/source/*.md", "reference_app/**/*.py", "course/**/*.py", "tests/**/*.py")


def shown_answers(site: Path) -> Iterator[str]:
    """A sentence for each file that holds a line of an answer which is known from nowhere else."""
    for path in sorted(site.rglob("*")):
        is_ours = path.relative_to(site).parts[0] not in FOREIGN or path.suffix == ".ipynb"
        if is_ours and path.suffix in _TEXTS and path.is_file():
            text = path.read_text(encoding="utf-8")
            letters = _letters(_unmarked(text) if path.suffix in _MARKED else text)
            if found := next((line for line in telling_lines() if line in letters), None):
                yield f"{path.relative_to(site)} shows an answer to an exercise: {found.decode()}"


@cache
def telling_lines() -> frozenset[bytes]:
    """Lines of our answers, their letters only, that stand in nothing that readers are given; of
    an answer that has no such line, all of it, unless readers are given that."""
    given = _given()
    return frozenset(line for answer in all_answers() for line in _telling(answer, given))


def all_answers() -> list[str]:
    """Solutions and alternatives."""
    tasks = [task for exercise in read_exercises() for task in exercise.tasks]
    return [
        code for task in tasks for code in (task.solution, *(a.code for a in task.alternatives))
    ]


def _telling(answer: str, given: bytes) -> set[bytes]:
    lines = [line for line in map(_letters, answer.splitlines()) if len(line) > _SHORT]
    if found := {line for line in lines if line not in given}:
        return found
    whole = _letters(answer)
    return set() if whole in given else {whole}


def _given() -> bytes:
    """Letters of chapters, app, engine and tests; of what exercises say and begin with."""
    answers = {path for path, _ in kept_modules()}
    files = [path for pattern in _READ for path in sorted(ROOT.glob(pattern))]
    files += [path for path in sorted(FEATURE.glob("*.py")) if path not in answers]
    texts = [path.read_text(encoding="utf-8") for path in files]
    for exercise in read_exercises():
        texts += [cell.source for cell in exercise.cells if cell.metadata.role in _SAID]
        texts += [task.starter for task in exercise.tasks]
    return _letters("\n".join(texts))


_SAID: Final = ("text", "opening", "given")


def _unmarked(text: str) -> str:
    """Without tags, entities and the escapes of JSON."""
    return unescape(re.sub(r"<[^<>]*>", "", text))


def _letters(text: str) -> bytes:
    """Bytes, for of those `translate` drops some in no time."""
    return text.replace(r"\n", "").replace(r"\t", "").encode().translate(None, _OTHERS)


_OTHERS: Final = bytes(each for each in range(128) if not (chr(each).isalnum() or each == ord("_")))
