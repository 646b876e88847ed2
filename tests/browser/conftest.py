"""Chromium for the tests, and a JupyterLab in it for each file of tests."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, Error, sync_playwright

from tests.browser.lab import Lab, opened

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
MISSING = "These tests need Chromium or Google Chrome; on Debian: sudo apt install chromium"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if sys.platform == "win32":
        pytest.skip("no SIGINT for one child")
    with sync_playwright() as playwright, _launched(playwright.chromium) as launched:
        yield launched


@pytest.fixture(scope="module")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """On a new workspace, with chapter 1 open."""
    with opened(browser, tmp_path_factory.mktemp("a learner") / "my workspace", chapter=1) as lab:
        yield lab


def _launched(chromium: BrowserType) -> Browser:
    """What is installed: Playwright must not download one. Where none is on the path, it knows the
    places of Google Chrome."""
    if found := next(filter(None, map(shutil.which, NAMES)), None):
        return chromium.launch(executable_path=Path(found), args=FLAGS)
    try:
        return chromium.launch(channel="chrome", args=FLAGS)
    except Error:
        if os.environ.get("CI"):
            pytest.fail(MISSING, pytrace=False)
        pytest.skip(MISSING)
