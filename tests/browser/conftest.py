"""Chromium for the tests, and one JupyterLab in it: both start slowly."""

import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Error, expect, sync_playwright

from tests.browser.lab import HEIGHT, PATIENCE, WIDTH, Lab, opened
from tests.chromium import MISSING, options
from tests.course.starting import free_port
from tests.lacking import lacking


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if sys.platform == "win32":
        pytest.skip("no SIGINT for one child")
    with sync_playwright() as playwright, _launched(playwright.chromium) as launched:
        yield launched


@pytest.fixture(scope="session")
def learner(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody's browser, which keeps what it has loaded."""
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}) as context:
        context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield context


@pytest.fixture(scope="session")
def lab(learner: BrowserContext, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """On a new workspace, with chapter 1 open."""
    workspace = tmp_path_factory.mktemp("a learner") / "my workspace"
    with opened(learner, workspace, chapter=1, port=free_port()) as lab:
        yield lab


def _launched(chromium: BrowserType) -> Browser:
    try:
        return chromium.launch(**options())
    except Error:
        lacking(*MISSING)
