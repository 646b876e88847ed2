"""Chromium for the tests, and one JupyterLab in it: both start slowly."""

import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserType, Error, sync_playwright

from tests.browser.lab import Lab, opened
from tests.chromium import MISSING, lacking, options


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if sys.platform == "win32":
        pytest.skip("no SIGINT for one child")
    with sync_playwright() as playwright, _launched(playwright.chromium) as launched:
        yield launched


@pytest.fixture(scope="session")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """On a new workspace, with chapter 1 open."""
    with opened(browser, tmp_path_factory.mktemp("a learner") / "my workspace", chapter=1) as lab:
        yield lab


def _launched(chromium: BrowserType) -> Browser:
    try:
        return chromium.launch(**options())
    except Error:
        lacking(MISSING)
