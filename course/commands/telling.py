"""How commands tell what they found."""

from collections.abc import Iterable


def report(findings: Iterable[object]) -> int:
    """Prints them; the exit code is 1 if there is one."""
    code = 0
    for finding in findings:
        print(finding)
        code = 1
    return code
