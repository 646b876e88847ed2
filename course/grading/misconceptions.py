"""Wrong answers, and what somebody believes who gives one. Each is a file in `exercises/wrong/`:

    \"\"\"You compare by the key and hash by the text.

    A set looks at the hash first: two equal codes with two hashes are two members.

    task: 2
    check: two_spellings_are_one_member_of_a_set
    message: gave 2
    \"\"\"

and then the answer. `message` is a part of what the check says of it, and of it alone.
"""

import ast
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from course.errors import CourseError
from course.grading.outcome import Finding, Outcome
from course.sources.exercise import EXERCISES, read_exercise

WRONG: Final = EXERCISES / "wrong"
_FORM: Final = re.compile(
    r"(?P<belief>.+?)\n\n(?P<truth>.+?)\n\ntask: (?P<task>\d)\ncheck: (?P<check>\w+)"
    r"\nmessage: (?P<message>[^\n]+)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Misconception:
    """`belief` in a line, addressed to who holds it; `truth` says what is so instead."""

    name: str
    task: int
    check: str
    message: str
    belief: str
    truth: str
    answer: str = field(repr=False)

    def explains(self, finding: Finding) -> bool:
        return finding.check == self.check and self.message in finding.failure


@cache
def misconceptions_of(exercise: int, directory: Path = WRONG) -> tuple[Misconception, ...]:
    """Raises `CourseError` for a wrong answer that is not in form."""
    slug = read_exercise(exercise).slug
    return tuple(_read(path) for path in sorted((directory / slug).glob("*.py")))


def _read(path: Path) -> Misconception:
    text = path.read_text(encoding="utf-8")
    docstring = ast.parse(text).body[0]
    found = _FORM.fullmatch((ast.get_docstring(ast.parse(text)) or "").strip())
    if found is None:
        raise CourseError(f"{path.name} does not say its task, check and message")
    below = text.split("\n")[docstring.end_lineno :]
    words = {name: text.replace("\n", " ") for name, text in found.groupdict().items()}
    task = int(words.pop("task"))
    return Misconception(path.stem, task, answer="\n".join(below).lstrip("\n"), **words)


def diagnose(outcome: Outcome) -> Misconception | None:
    """What the first failure gives away, if it is known. Nobody believes what was given."""
    for finding in [] if outcome.untouched else outcome.failed[:1]:
        for each in misconceptions_of(outcome.exercise):
            if each.task == outcome.task and each.explains(finding):
                return each
    return None
