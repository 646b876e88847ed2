"""The site, built once and without what runs in the browser, and Chromium on it."""

import logging
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Error, Page, async_playwright, expect

from course.files import locked
from course.paths import VAR
from course.setup.npm import installed
from course.site.build import build_site
from tests.chromium import MISSING, options
from tests.lacking import lacking, needs_node
from tests.site.reading import served
from tests.site.visiting import DESKTOP, PATIENCE

LOG = logging.getLogger(__name__)  # sizes and seconds: pytest --log-cli-level=INFO
expect.set_options(timeout=PATIENCE)  # as long as all else waits: the default is 5 seconds


@pytest.fixture(scope="session")
def axe() -> Path:
    """The script that looks for what shuts people out."""
    needs_node("npm")
    return installed(Path(__file__).parent, VAR / "site" / "axe", "axe-core/axe.min.js")


@pytest.fixture(scope="session")
def built(axe: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Once, however many processes test it."""
    base = tmp_path_factory.getbasetemp()
    target = (base if worker_id == "master" else base.parent) / "site"
    with locked(target.with_suffix(".lock")):
        if not target.exists():
            begun = time.monotonic()
            build_site(target, with_lite=False)
            LOG.info(f"the site: built in {time.monotonic() - begun:.1f} s")
    return target


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """Where it is served: below the root of its host."""
    with served(built) as found:
        yield found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(**options())
        except Error:
            lacking(*MISSING)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(chromium: Browser) -> AsyncIterator[Page]:
    """A tab in which nothing was chosen yet."""
    context = await chromium.new_context(viewport=DESKTOP, color_scheme="light")
    context.set_default_timeout(PATIENCE)
    yield await context.new_page()
    await context.close()
