"""What the commands of an instructor run: thin calls; the module that each imports does the work.

Standard library only at import, for they are read in a bare clone.
"""

import sys
from argparse import Namespace
from pathlib import Path


def classroom(given: Namespace) -> int:
    folder = given.directory.absolute()
    return _report(folder, given.csv) if given.action == "report" else _init(folder)


def bundle(given: Namespace) -> int:
    from course.bundle.folder import bundle

    bundle(given.directory.absolute(), given.system or (), given.python or ())
    return 0


def _init(folder: Path) -> int:
    from course.classroom.folder import create_class

    create_class(folder)
    print(f"The class is in {folder}; its README.md says what to do, in order.")
    return 0


def _report(folder: Path, path: Path | None) -> int:
    from course.classroom.report import report, write_csv
    from course.errors import CourseError

    rows, remarks = report(folder)
    try:
        if path is None:
            write_csv(rows, sys.stdout)
        else:
            with path.open("w", encoding="utf-8", newline="") as file:
                write_csv(rows, file)
    except OSError as error:
        raise CourseError(f"The report can't be written: {error}. Name another file.") from error
    for remark in remarks:
        print(remark, file=sys.stderr)
    return 0
