"""Which function a command runs, by its name: thin calls into the other wings, which do the work.

What it takes is in ../command_line.py. Standard library only at import, for it is read in a bare
clone.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from course.command_line import parser
from course.commands import learn, site, teach, telling, write
from course.errors import CourseError
from course.setup import bootstrap
from course.setup.installers import SetupError

RUN: Final[Mapping[str, Callable[[Namespace], int]]] = {
    "learn": learn.learn,
    "update": learn.update,
    "grade": learn.grade,
    "progress": learn.progress,
    "check-app": learn.check_app,
    "app": learn.app,
    "doctor": learn.doctor,
    "help": telling.show_help,
    "class": teach.classroom,
    "bundle": teach.bundle,
    "test": write.test,
    "bench": write.bench,
    "build": write.build,
    "render": write.render,
    "verify": write.verify,
    "snapshots": write.snapshots,
    "checkout": write.checkout,
    "where": write.where,
    "site": site.site,
    "absorb": write.absorb,
}


def run_command(words: Sequence[str]) -> int:
    """Sets up what the command needs, runs it, and turns deliberate errors into their sentence."""
    # The set-up compiles no package: most modules are never imported. What is imported is compiled
    # once and kept, even if whoever calls would rather not, for many processes share it.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    line = parser()
    given, unknown = line.parse_known_args(list(words) or ["help"])
    given.rest = unknown
    if unknown and not given.command.passes_on:
        line.error(f"{given.command.name} does not know {' '.join(unknown)}")
    try:
        if given.command.lock:
            bootstrap.ensure(words, given.command.lock, getattr(given, "bundle", None))
        return int(RUN[given.command.name](given))
    except (SetupError, CourseError, PermissionError, FileExistsError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
