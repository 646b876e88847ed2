"""An environment without our variables, for each test."""

import os

import pytest


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in os.environ:
        if name.upper().startswith("APP__"):
            monkeypatch.delenv(name)
    return monkeypatch
