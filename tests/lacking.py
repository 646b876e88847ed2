"""What a test needs and a machine may not have."""

import os
import shutil
from typing import NoReturn

import pytest


def lacking(what: str, mend: str = "") -> NoReturn:
    """A learner's machine may do without, and is told last, in `what`; CI may not."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}: {mend}".removesuffix(": "), pytrace=False)
    pytest.skip(what)


def needs_node(*programs: str) -> None:
    """What runs JavaScript outside of a browser, and what fetches its packages."""
    for program in programs or ("npm", "node"):
        if shutil.which(program) is None:
            lacking(f"no {program}", "on Debian: sudo apt install nodejs npm")
