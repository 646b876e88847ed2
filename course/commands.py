"""The table of `course` commands. Each is a thin call; the module that it imports does the work.

Standard library only at import, for it is read in a bare clone.
"""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from course import bootstrap
from course.parse import BuildCell, Chapter, read_chapters
from course.paths import APP, SOURCES, VAR, WORKSPACE

Option = tuple[str, dict[str, Any]]


class Command(NamedTuple):
    """`bare`: runs without the set-up. `passes_on`: takes any words, for another module."""

    name: str
    summary: str
    run: Callable[[Namespace], int]
    options: tuple[Option, ...] = ()
    bare: bool = False
    passes_on: bool = False


def _learn(given: Namespace) -> int:
    from course.learn import learn

    opens = not given.no_browser
    return learn(_workspace(), port=given.port, browser=opens, chapter=given.chapter)


def _update(_: Namespace) -> int:
    from course.workspace import update_workspace

    _report(update_workspace(_workspace()))
    return 0


def _check_app(given: Namespace) -> int:
    from course.check_app import main

    return main(given.rest)


def _app(given: Namespace) -> int:
    bootstrap.run([sys.executable, "-m", "reference_app", "serve", *given.rest])


def _doctor(_: Namespace) -> int:
    from course.doctor import doctor

    return doctor()


def _test(given: Namespace) -> int:
    from course.stages import run_stages

    return run_stages(given.stages)


def _bench(given: Namespace) -> int:
    bootstrap.run([sys.executable, "-m", "tests.bench", *given.rest])


def _build(_: Namespace) -> int:
    from course.files import Copies, WrittenFolder
    from course.fold import fold
    from course.render import render

    chapters = read_chapters(SOURCES)
    tree = fold(_cells(chapters))
    folder = WrittenFolder(APP.parent, VAR / "built.json", Copies(VAR / "copies"))
    if copy := folder.write({path: file.text for path, file in tree.items()}):
        print(f"The app had edits that no chapter builds: kept in {copy}. `course absorb` first.")
    _report(render(chapters))
    return 0


def _render(given: Namespace) -> int:
    from course.render import check_rendered, render

    if given.check:
        return _report(check_rendered())
    _report(render(read_chapters(SOURCES), only_changed=not given.all))
    return 0


def _verify(_: Namespace) -> int:
    from course.fold import assemble
    from course.verify import superseded, verify

    chapters = read_chapters(SOURCES)
    found = _report(verify(chapters, APP))
    if not found:
        print(superseded(assemble(_cells(chapters))))
    return found


def _snapshots(_: Namespace) -> int:
    from course.snapshots import check_snapshots

    snapshots = check_snapshots(read_chapters(SOURCES))
    _report(snapshots)
    return _report(finding for snapshot in snapshots for finding in snapshot.findings)


def _checkout(given: Namespace) -> int:
    from course.checkout import checkout

    checkout(read_chapters(SOURCES), given.chapter, given.directory)
    print(f"The app as of chapter {given.chapter} is in {given.directory}.")
    return 0


def _where(given: Namespace) -> int:
    from course.fold import fold
    from course.where import where

    _report(where(fold(_cells(read_chapters(SOURCES))), given.place))
    return 0


def _absorb(_: Namespace) -> int:
    from course.absorb import absorb

    print(absorb(read_chapters(SOURCES), APP))
    return 0


def _help(_: Namespace) -> int:
    print("Fast Forge: a book whose chapters build a FastAPI service.")
    for heading, commands in (("To learn", TO_LEARN), ("To change the book", TO_WRITE)):
        print(f"\n{heading}:")
        for command in commands:
            print(f"  course {command.name:<11}{command.summary}")
    print("\nWithout a set-up: python3 -m course COMMAND. More on one: course COMMAND -h.")
    return 0


def _workspace() -> Path:
    return Path(os.environ.get("COURSE_WORKSPACE") or WORKSPACE).absolute()


def _cells(chapters: Iterable[Chapter]) -> Iterable[BuildCell]:
    return (cell for chapter in chapters for cell in chapter.builds)


def _report(findings: Iterable[object]) -> int:
    """Prints them; the exit code is 1 if there is one."""
    code = 0
    for finding in findings:
        print(finding)
        code = 1
    return code


def _option(name: str, **settings: Any) -> Option:
    return name, settings


LEARN = (
    _option("chapter", nargs="?", type=int, default=1, help="its number, 1 if not given"),
    _option("--port", type=int, default=8888, help="8888 if not given"),
    _option("--no-browser", action="store_true", help="only print the address"),
)
RENDER = (
    _option("--check", action="store_true", help="only say which are not as their sources"),
    _option("--all", action="store_true", help="also those that did not change"),
)
STAGES = _option("stages", nargs="*", metavar="STAGE", help="lint, app, engine, ...")
CHECKOUT = (_option("chapter", type=int), _option("directory", type=Path))
WHERE = _option("place", metavar="PATH[:LINE]", nargs="?", default="", help="all, if not given")
TO_LEARN = (
    Command("learn", "open JupyterLab on the chapters", _learn, LEARN),
    Command("update", "bring a new edition into your workspace", _update),
    Command("check-app", "grade the app that you built", _check_app, passes_on=True),
    Command("app", "run the finished app", _app, passes_on=True),
    Command("doctor", "say what this machine lacks, and how to mend it", _doctor, bare=True),
    Command("help", "print this", _help, bare=True),
)
TO_WRITE = (
    Command("test", "run the checks of the project: all, or the stages named", _test, (STAGES,)),
    Command("bench", "measure the app against a bare one", _bench, passes_on=True),
    Command("build", "fold the chapters into the app, render what changed", _build),
    Command("render", "execute the chapters that changed", _render, RENDER),
    Command("verify", "compare the app with the fold of the chapters", _verify),
    Command("snapshots", "check the app as of each chapter", _snapshots),
    Command("checkout", "write the app as of a chapter to a directory", _checkout, CHECKOUT),
    Command("where", "say which step wrote a file or a line of the app", _where, (WHERE,)),
    Command("absorb", "bring edits of the app back into the chapters", _absorb),
)
COMMANDS = (*TO_LEARN, *TO_WRITE)
