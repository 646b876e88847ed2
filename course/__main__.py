"""`python -m course`, and the console script. What it takes is in command_line.py, what it does in
commands/.

Parses on Python 2.7, to refuse an old Python in a sentence.
"""

import sys


def main():  # type: () -> int
    """Runs the command line; the result is its exit code."""
    if sys.version_info < (3, 11):
        found = ".".join(str(part) for part in sys.version_info[:3])
        sys.stderr.write(
            "Fast Forge needs Python 3.11 or newer; this is %s (%s). Install one from python.org, "
            "then run: python3.11 -m course learn\n" % (found, sys.executable)
        )
        return 1
    from course.commands import run_command

    return run_command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
