"""Answers by people who knew the statements alone get the verdict that their first line says.

`answers/02_values/*.py`: "# task 2 | wrong | expect: rejected | what its author believes", or
"right" and "accepted". To try another answer is to add a file.
"""

import re
from pathlib import Path
from typing import Final

import pytest

from course.grading.grade import grade
from course.grading.proof import PATIENCE
from course.sources.exercise import read_exercise

ANSWERS: Final = Path(__file__).parent / "answers"
FIRST: Final = re.compile(r"# task (\d) \| (?:wrong|right) \| expect: (rejected|accepted) \| .+")
FILES: Final = sorted(ANSWERS.glob("*/*.py"))


@pytest.mark.parametrize("path", FILES, ids=[f"{p.parent.name}/{p.stem}" for p in FILES])
def test_an_answer_gets_the_verdict_that_it_deserves(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    first = FIRST.match(source)
    assert first, "its first line says no task and no verdict"
    task = read_exercise(int(path.parent.name[:2])).task(int(first[1]))
    outcome = grade(source, task, PATIENCE)
    said = [f"{each.check}: {each.failure}" for each in outcome.failed] or [outcome.refused]
    assert ("accepted" if outcome.is_full else "rejected") == first[2], said
