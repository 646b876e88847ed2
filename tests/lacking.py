"""What a test needs and a machine may not have."""

import os
from typing import NoReturn

import pytest


def lacking(what: str, mend: str = "") -> NoReturn:
    """A learner's machine may do without, and is told last, in `what`; CI may not."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}: {mend}".removesuffix(": "), pytrace=False)
    pytest.skip(what)
