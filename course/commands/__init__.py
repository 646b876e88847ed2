"""The table of `course` commands. What they run is in the modules of this package.

Standard library only at import, for it is read in a bare clone.
"""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from course.commands import learn, site, teach, write
from course.paths import DEV_LOCK, LOCK
from course.targets import PYTHONS, SYSTEMS

Option = tuple[str, dict[str, Any]]


class Command(NamedTuple):
    """`lock`: what must be installed; None: runs without the set-up. `passes_on`: takes any words,
    for another module."""

    name: str
    summary: str
    run: Callable[[Namespace], int]
    options: tuple[Option, ...] = ()
    lock: Path | None = LOCK
    passes_on: bool = False


def _help(_: Namespace) -> int:
    print("Fast Forge: a book whose chapters build a FastAPI service.")
    for heading, commands in HEADINGS.items():
        print(f"\n{heading}:")
        for command in commands:
            print(f"  course {command.name:<11}{command.summary}")
    print("\nWithout a set-up: python3 -m course COMMAND. More on one: course COMMAND -h.")
    return 0


def _option(name: str, **settings: Any) -> Option:
    return name, settings


LEARN = (
    _option("chapter", nargs="?", type=int, default=1, help="its number, 1 if not given"),
    _option("--port", type=int, default=8888, help="8888 if not given"),
    _option("--no-browser", action="store_true", help="only print the address"),
    _option("--from", dest="bundle", type=Path, metavar="FOLDER", help="set up from a bundle"),
)
CHAPTERS = _option("chapter", nargs="*", type=int, help="its number; all, if none is given")
RENDER = (
    CHAPTERS,
    _option("--check", action="store_true", help="only say which are not as their sources"),
    _option("--all", action="store_true", help="also those that did not change"),
)
GRADE = (
    _option("exercise", nargs="?", type=int, help="its number; all, if not given"),
    _option("--json", action="store_true", help="for a program to read"),
)
STAGES = _option(
    "words",
    nargs="*",
    metavar="STAGE|CHAPTER",
    help="such as lint; or 8, for what concerns that chapter; all, if none is given",
)
CLASS = (
    _option("action", choices=("init", "report"), help="make the folder; say how the class did"),
    _option("directory", type=Path),
    _option("--csv", type=Path, metavar="FILE", help="where the report goes, else it is printed"),
)
BUNDLE = (
    _option("directory", type=Path, help="new, or a bundle that shall be brought up to date"),
    _option("--system", action="append", choices=SYSTEMS, help="only for this; repeatable"),
    _option("--python", action="append", choices=PYTHONS, help="only for this; repeatable"),
)
SITE = (
    _option("--serve", action="store_true", help="then show it, on this machine only"),
    _option("--zip", type=Path, metavar="FILE", help="then pack it, with what shows it"),
    _option("--pages-only", action="store_true", help="without chapters that run in a browser"),
)
CHECKOUT = (_option("chapter", type=int), _option("directory", type=Path))
WHERE = _option("place", metavar="PATH[:LINE]", nargs="?", default="", help="all, if not given")
TO_LEARN = (
    Command("learn", "open JupyterLab on the chapters", learn.learn, LEARN),
    Command("update", "bring a new edition into your workspace", learn.update),
    Command("grade", "grade your exercises", learn.grade, GRADE),
    Command("progress", "say how far you are: chapters and points", learn.progress),
    Command("check-app", "grade the app that you built", learn.check_app, passes_on=True),
    Command("app", "run the finished app", learn.app, passes_on=True),
    Command("doctor", "say what this machine lacks, and how to mend it", learn.doctor, lock=None),
    Command("help", "print this", _help, lock=None),
)
TO_WRITE = (
    Command(
        "test",
        "run the checks of the project: all, some stages, or those of a chapter",
        write.test,
        (STAGES,),
        DEV_LOCK,
    ),
    Command(
        "bench", "measure the app against a bare one", write.bench, lock=DEV_LOCK, passes_on=True
    ),
    Command(
        "build",
        "fold the chapters into the app, render and generate what changed",
        write.build,
        lock=DEV_LOCK,
    ),
    Command(
        "render", "execute the chapters and exercises that changed", write.render, RENDER, DEV_LOCK
    ),
    Command("verify", "compare the app with the fold of the chapters", write.verify, (CHAPTERS,)),
    Command(
        "snapshots", "check the app as of each chapter", write.snapshots, (CHAPTERS,), DEV_LOCK
    ),
    Command("checkout", "write the app as of a chapter to a directory", write.checkout, CHECKOUT),
    Command("where", "say which step wrote a file or a line of the app", write.where, (WHERE,)),
    Command("site", "build the site, and check it", site.site, SITE, DEV_LOCK),
    Command("absorb", "bring edits of the app back into the chapters", write.absorb),
)
TO_TEACH = (
    Command("class", "make a folder for nbgrader, report on it", teach.classroom, CLASS, DEV_LOCK),
    Command("bundle", "make a folder for a room without a network", teach.bundle, BUNDLE, DEV_LOCK),
)
HEADINGS = {"To learn": TO_LEARN, "To teach": TO_TEACH, "To change the book": TO_WRITE}
COMMANDS = (*TO_LEARN, *TO_TEACH, *TO_WRITE)
