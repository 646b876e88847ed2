"""Wrong answers, and what somebody believes who gives one. Each is a file in `exercises/wrong/`:

    \"\"\"You compare by the key and hash by the text.

    A set looks at the hash first: two equal codes with two hashes are two members.

    task: 2
    check: two_spellings_are_one_member_of_a_set
    message: gave 2
    check: codes_are_keys_of_dicts
    either: a_long_list_finds_everybody
    \"\"\"

and then the answer. It fails these checks, may fail the one that is `either` (which depends on how
it is built), and passes all others of its task; `message` is a part of what the check above it
says. That is the evidence: of an answer that fails fewer checks or more, or of which something else
is said, nobody knows what it believes.
"""

import ast
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from course.errors import CourseError
from course.grading.outcome import Outcome
from course.sources.exercise import EXERCISES, read_exercise

WRONG: Final = EXERCISES / "wrong"
_FORM: Final = re.compile(
    r"(?P<belief>.+?)\n\n(?P<truth>.+?)\n\ntask: (?P<task>\d)\n"
    r"(?P<evidence>check: \w+\nmessage: [^\n]+(?:\ncheck: \w+(?:\nmessage: [^\n]+)?)*)"
    r"(?P<either>(?:\neither: \w+)*)",
    re.DOTALL,
)
_FAILS: Final = re.compile(r"check: (\w+)(?:\nmessage: ([^\n]+))?")


class Failure(NamedTuple):
    """Of a check, with a part of what it says; any words will do when that is empty."""

    check: str
    message: str


@dataclass(frozen=True)
class Misconception:
    """`belief` in a line, addressed to who holds it; `truth` says what is so instead."""

    name: str
    task: int
    evidence: tuple[Failure, ...]
    either: frozenset[str]
    belief: str
    truth: str
    answer: str = field(repr=False)

    @property
    def check(self) -> str:
        """The first that fails."""
        return self.evidence[0].check

    def explains(self, outcome: Outcome) -> bool:
        """Whether all its evidence is there, and nothing else."""
        found = {each.check: each.failure for each in outcome.failed}
        wanted = {each.check for each in self.evidence}
        return wanted <= found.keys() <= wanted | self.either and all(
            each.message in found[each.check] for each in self.evidence
        )


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
    return Misconception(
        path.stem,
        int(found["task"]),
        tuple(Failure(*each) for each in _FAILS.findall(found["evidence"])),
        frozenset(re.findall(r"\w+$", found["either"].replace("either: ", ""), re.MULTILINE)),
        found["belief"].replace("\n", " "),
        found["truth"].replace("\n", " "),
        "\n".join(below).lstrip("\n"),
    )


def diagnose(outcome: Outcome) -> Misconception | None:
    """What the failures give away, if it is known. Nobody believes what was given."""
    if outcome.untouched or outcome.refused or outcome.given_again:
        return None
    known = (each for each in misconceptions_of(outcome.exercise) if each.task == outcome.task)
    return next((each for each in known if each.explains(outcome)), None)
