"""What the commands of a learner run: thin calls; the module that each imports does the work.

Standard library only at import, for they are read in a bare clone.
"""

import os
import sys
from argparse import Namespace
from pathlib import Path

from course.commands.telling import report
from course.paths import SOURCES, WORKSPACE
from course.setup import bootstrap
from course.sources.parse import read_chapters


def learn(given: Namespace) -> int:
    from course.learner.lab import learn

    opens = not given.no_browser
    return learn(_workspace(), port=given.port, browser=opens, chapter=given.chapter)


def update(_: Namespace) -> int:
    from course.learner.workspace import update_workspace

    report(update_workspace(_workspace()))
    return 0


def grade(given: Namespace) -> int:
    from course.grading.shell import grade_workspace

    return grade_workspace(_workspace(), given.exercise, as_json=given.json)


def progress(_: Namespace) -> int:
    from course.grading.shell import show_progress

    for line in show_progress(_workspace(), read_chapters(SOURCES)):
        print(line)
    return 0


def check_app(given: Namespace) -> int:
    from course.suite.check_app import main

    return main(given.rest)


def app(given: Namespace) -> int:
    bootstrap.run([sys.executable, "-m", "reference_app", "serve", *given.rest])


def doctor(_: Namespace) -> int:
    from course.setup.doctor import doctor

    return doctor()


def _workspace() -> Path:
    return Path(os.environ.get("COURSE_WORKSPACE") or WORKSPACE).absolute()
