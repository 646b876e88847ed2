"""Which function a command runs, by its name: thin calls into the other wings, which do the work.

What it takes is in ../command_line.py. Standard library only at import, for it is read in a bare
clone.
"""

from argparse import Namespace
from collections.abc import Callable, Mapping
from typing import Final

from course.commands import learn, site, teach, telling, write

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
