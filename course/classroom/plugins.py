"""What nbgrader does otherwise in a folder of ours, whose nbgrader_config.py calls `configure`.

Of a submission only the answers are read, and only the limited process of grading/ runs them.
Assignments of an instructor's own are left to nbgrader.
"""

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.converters import (  # type: ignore[import-untyped]
    Autograde,
    GenerateAssignment,
)
from nbgrader.preprocessors import (  # type: ignore[import-untyped]
    ClearSolutions,
    Execute,
    NbGraderPreprocessor,
)

from course.classroom.assignment import submitted
from course.classroom.submission import outcome_of, read_submission
from course.grading.feedback import Feedback
from course.sources.exercise import Exercise, read_exercises

Resources = Any
"""nbgrader's: which student, assignment and notebook it is at."""


def configure(settings: Any) -> None:
    """`settings` is what a config file of Jupyter calls `c`."""
    # nbgrader starts the `alembic` that it finds: it must be the one beside it.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    settings.GenerateAssignment.preprocessors = _names(
        GenerateAssignment.preprocessors.default(), {ClearSolutions: Release}
    )
    settings.Autograde.exporter_class = f"{__name__}.{Submission.__name__}"
    settings.Autograde.autograde_preprocessors = _names(
        Autograde.autograde_preprocessors.default(), {Execute: Grade}
    )


def _names(kinds: Iterable[type], instead: Mapping[type, type]) -> list[str]:
    """Formgrader shows the settings, and can show texts only."""
    chosen = (instead.get(each, each) for each in kinds)
    return [f"{each.__module__}.{each.__qualname__}" for each in chosen]


class Release(ClearSolutions):  # type: ignore[misc]
    """In place of `ClearSolutions`: our notebooks come without solutions."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        if _exercise(resources):
            return nb, resources
        cleared: tuple[NotebookNode, Resources] = super().preprocess(nb, resources)
        return cleared


class Submission(NotebookExporter):
    """Hands on our own cells, with the answers of the file: whatever else is in it, or none."""

    def from_filename(
        self, filename: str, resources: Resources = None, **more: Any
    ) -> tuple[Any, Resources]:
        """nbgrader reads twice: what was handed in, then, to grade it, what came of that."""
        exercise = _exercise(resources)
        if exercise is None or "NBGRADER_EXECUTION" in os.environ:
            return super().from_filename(filename, resources, **more)
        answers, remarks = read_submission(Path(filename))
        for remark in remarks:
            self.log.warning("%s: %s", resources["nbgrader"]["student"], remark)
        ours = submitted(exercise, answers, remarks)
        exported: tuple[Any, Resources] = self.from_notebook_node(  # type: ignore[no-untyped-call]
            ours, resources, **more
        )
        return exported


class Grade(NbGraderPreprocessor):  # type: ignore[misc]
    """In place of `Execute`: no kernel starts. A check shows what it would show its learner."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        exercise = _exercise(resources)
        if exercise is None:
            executed: tuple[NotebookNode, Resources] = Execute(parent=self.parent)(nb, resources)
            return executed
        cells = {cell.id: cell for cell in nb.cells}
        for task in exercise.tasks:
            answer = cells[f"answer-{task.number}"].source.partition("\n")[2]
            outcome = outcome_of({task.number: answer}, task)
            cells[f"check-{task.number}"].outputs = [_shown(Feedback(task, outcome))]
        return nb, resources


def _shown(feedback: Feedback) -> NotebookNode:
    """As a kernel sends it: nbgrader reads the points from the text."""
    data = {"text/plain": repr(feedback), "text/html": feedback._repr_html_()}
    output: NotebookNode = new_output("execute_result", data)  # type: ignore[no-untyped-call]
    return output


def _exercise(resources: Resources) -> Exercise | None:
    """None for an assignment that is not ours."""
    slug = resources["nbgrader"]["assignment"]
    return next((each for each in read_exercises() if each.slug == slug), None)
