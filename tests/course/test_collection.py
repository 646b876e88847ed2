"""The app's tests have the same names in the same order whoever runs them: pytest-xdist compares
those of its workers, and somebody else's runner may sort by them."""

import os
import subprocess
import sys

from course.paths import ROOT


def collected(hash_seed: str) -> list[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", "tests/app"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in done.stdout.splitlines() if "::" in line]


def test_the_suite_is_collected_the_same_each_time() -> None:
    first = collected("1")
    assert len(first) > 900
    assert collected("2") == first
