"""`python -m course`, and the console script: reads the command line, sets up, runs the command.

What it takes is in command_line.py, the commands are in commands/. Parses on Python 3.8, to refuse
an old Python in a sentence.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main() -> int:
    """Runs the command line; the result is its exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 (whoever starts this has not installed anything)
        found = ".".join(str(part) for part in sys.version_info[:3])
        print(
            f"Fast Forge needs Python 3.11 or newer; this is {found} ({sys.executable}). "
            "Install one from python.org, then run: python3.11 -m course learn",
            file=sys.stderr,
        )
        return 1
    return run_command(sys.argv[1:])


def run_command(words: Sequence[str]) -> int:
    """Sets up what the command needs, runs it, and turns deliberate errors into their sentence."""
    from course.command_line import parser
    from course.commands import RUN
    from course.errors import CourseError
    from course.setup import bootstrap

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
    except (bootstrap.SetupError, CourseError, PermissionError, FileExistsError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
