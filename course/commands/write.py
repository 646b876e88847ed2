"""What the commands of an author run: thin calls; the module that each imports does the work.

Standard library only at import, for they are read in a bare clone.
"""

import sys
from argparse import Namespace
from collections.abc import Iterable

from course.commands.telling import report
from course.paths import APP, SOURCES, VAR
from course.setup import bootstrap
from course.sources.chapter import BuildCell, Chapter
from course.sources.parse import read_chapters
from course.sources.selection import selected


def test(given: Namespace) -> int:
    from course.stages.run import run_stages

    return run_stages(given.words)


def bench(given: Namespace) -> int:
    bootstrap.run([sys.executable, "-m", "tests.bench", *given.rest])


def build(_: Namespace) -> int:
    from course.files import Copies, WrittenFolder
    from course.fold.tree import fold
    from course.grading.notebooks import generate
    from course.write.render import render

    chapters = read_chapters(SOURCES)
    tree = fold(_cells(chapters))
    folder = WrittenFolder(APP.parent, VAR / "built.json", Copies(VAR / "copies"))
    if copy := folder.write({path: file.text for path, file in tree.items()}):
        print(f"The app had edits that no chapter builds: kept in {copy}. `course absorb` first.")
    report([*render(chapters), *generate()])
    return 0


def render(given: Namespace) -> int:
    from course.grading.notebooks import check_generated, generate
    from course.write.render import check_rendered, render

    chapters = read_chapters(SOURCES)
    some = selected(chapters, given.chapter)
    numbers = {each.number for each in some}
    if given.check:
        return report([*check_rendered(chapters, some), *check_generated(numbers)])
    only_changed = not given.all
    report(render(chapters, some, only_changed=only_changed))
    report(generate(numbers, only_changed=only_changed))
    return 0


def verify(given: Namespace) -> int:
    from course.fold.tree import assemble
    from course.fold.verify import superseded, verify

    chapters = read_chapters(SOURCES)
    found = report(verify(chapters, APP, selected(chapters, given.chapter)))
    if not found:
        print(superseded(assemble(_cells(chapters))))
    return found


def snapshots(given: Namespace) -> int:
    from course.suite.snapshots import check_snapshots

    chapters = read_chapters(SOURCES)
    snapshots = check_snapshots(chapters, selected(chapters, given.chapter))
    report(snapshots)
    return report(finding for snapshot in snapshots for finding in snapshot.findings)


def checkout(given: Namespace) -> int:
    from course.fold.checkout import checkout

    checkout(read_chapters(SOURCES), given.chapter, given.directory)
    print(f"The app as of chapter {given.chapter} is in {given.directory}.")
    return 0


def where(given: Namespace) -> int:
    from course.fold.tree import fold
    from course.fold.where import where

    report(where(fold(_cells(read_chapters(SOURCES))), given.place))
    return 0


def absorb(_: Namespace) -> int:
    from course.absorb.edits import absorb

    print(absorb(read_chapters(SOURCES), APP))
    return 0


def _cells(chapters: Iterable[Chapter]) -> Iterable[BuildCell]:
    return (cell for chapter in chapters for cell in chapter.builds)
