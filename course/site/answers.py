"""Whether a built site shows an answer to an exercise, wherever in its files."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Final

from course.grading.exercise import Exercise, read_exercises
from course.grading.notebooks import FEATURE, kept_modules
from course.paths import ROOT
from course.site.check_links import FOREIGN

_TEXTS: Final = (".html", ".ipynb", ".json", ".js", ".txt")
_MARKED: Final = (".html", ".json")
_SHORT: Final = 24  # letters: a line with fewer may be written twice by chance
_READ: Final = ("notebooks/source/*.md", "reference_app/**/*.py", "course/**/*.py", "tests/**/*.py")


def shown_answers(site: Path) -> Iterator[str]:
    """A sentence for each file that holds a line of an answer which is known from nowhere else."""
    telling = {line for exercise in read_exercises() for line in telling_lines(exercise)}
    for path in sorted(site.rglob("*")):
        is_ours = path.relative_to(site).parts[0] not in FOREIGN
        if is_ours and path.suffix in _TEXTS and path.is_file():
            text = path.read_text(encoding="utf-8")
            text = _letters(_unmarked(text) if path.suffix in _MARKED else text)
            if found := next((line for line in telling if line in text), None):
                yield f"{path.relative_to(site)} shows an answer to an exercise: {found}"


def telling_lines(exercise: Exercise) -> set[str]:
    """Lines of its answers, their letters only, that stand in nothing that readers are given."""
    answers = "\n".join(task.solution for task in exercise.tasks)
    lines = {_letters(line) for line in answers.splitlines()}
    return {line for line in lines if len(line) > _SHORT and line not in _given()}


@cache
def _given() -> str:
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


def _letters(text: str) -> str:
    return re.sub(r"\\[nt]|\W", "", text)
