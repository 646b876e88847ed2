"""How commands tell what there is, and what they found."""

from argparse import Namespace
from collections.abc import Iterable

from course.command_line import HEADINGS


def report(findings: Iterable[object]) -> int:
    """Prints them; the exit code is 1 if there is one."""
    code = 0
    for finding in findings:
        print(finding)
        code = 1
    return code


def show_help(_: Namespace) -> int:
    """All commands, by whom they are for."""
    print("Fast Forge: a book whose chapters build a FastAPI service.")
    for heading, commands in HEADINGS.items():
        print(f"\n{heading}:")
        for command in commands:
            print(f"  course {command.name:<11}{command.summary}")
    print("\nWithout a set-up: python3 -m course COMMAND. More on one: course COMMAND -h.")
    return 0
