"""What the command line takes: the commands, what each is for, what must be installed for it.

What a command runs is in commands/. Standard library only, for it is read in a bare clone.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NamedTuple

from course.paths import DEV_LOCK, LOCK
from course.platforms import PYTHONS, SYSTEMS

Option = tuple[str, dict[str, Any]]


class Command(NamedTuple):
    """`lock`: what must be installed; None: runs without the set-up. `passes_on`: takes any words,
    for another module."""

    name: str
    summary: str
    options: tuple[Option, ...] = ()
    lock: Path | None = LOCK
    passes_on: bool = False


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
    Command("learn", "open JupyterLab on the chapters", LEARN),
    Command("update", "bring a new edition into your workspace"),
    Command("grade", "grade your exercises", GRADE),
    Command("progress", "say how far you are: chapters and points"),
    Command("check-app", "grade the app that you built", passes_on=True),
    Command("app", "run the finished app", passes_on=True),
    Command("doctor", "say what this machine lacks, and how to mend it", lock=None),
    Command("help", "print this", lock=None),
)
TO_WRITE = (
    Command(
        "test",
        "run the checks: all, some stages (lint app), or those of a chapter (8)",
        (STAGES,),
        DEV_LOCK,
    ),
    Command("bench", "measure the app against a bare one", lock=DEV_LOCK, passes_on=True),
    Command(
        "build",
        "fold the chapters into the app, render and generate what changed",
        lock=DEV_LOCK,
    ),
    Command("render", "execute the chapters and exercises that changed", RENDER, DEV_LOCK),
    Command("verify", "compare the app with the fold of the chapters", (CHAPTERS,)),
    Command("snapshots", "check the app as of each chapter", (CHAPTERS,), DEV_LOCK),
    Command("checkout", "write the app as of a chapter to a directory", CHECKOUT),
    Command("where", "say which step wrote a file or a line of the app", (WHERE,)),
    Command("site", "build the site, and check it", SITE, DEV_LOCK),
    Command("absorb", "bring edits of the app back into the chapters"),
)
TO_TEACH = (
    Command("class", "make a folder for nbgrader, report on it", CLASS, DEV_LOCK),
    Command("bundle", "make a folder for a room without a network", BUNDLE, DEV_LOCK),
)
HEADINGS = {"To learn": TO_LEARN, "To teach": TO_TEACH, "To change the book": TO_WRITE}
COMMANDS = (*TO_LEARN, *TO_TEACH, *TO_WRITE)


def parser() -> ArgumentParser:
    """As the table of commands says."""
    line = ArgumentParser(
        prog="course",
        description="Fast Forge: a book whose chapters build a FastAPI service.",
    )
    commands = line.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        words = commands.add_parser(
            command.name, description=command.summary, add_help=not command.passes_on
        )
        words.set_defaults(command=command)
        for name, settings in command.options:
            words.add_argument(name, **settings)
    return line
