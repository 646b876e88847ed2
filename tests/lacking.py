"""What a test needs and a machine may not have."""

import os
from typing import NoReturn

import pytest


def lacking(what: str) -> NoReturn:
    """A learner's machine may do without; CI may not."""
    if os.environ.get("CI"):
        pytest.fail(what, pytrace=False)
    pytest.skip(what)
