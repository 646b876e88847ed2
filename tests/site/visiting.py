"""Visits pages of a site in Chromium, several at once, as they look in light, in dark and on a
phone; says what it found. What may be found is the tests' business.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from playwright.async_api import Browser, ConsoleMessage, Page, Request, ViewportSize
from playwright.async_api import TimeoutError as Late

AT_ONCE: Final = 3
DESKTOP: Final[ViewportSize] = {"width": 1280, "height": 900}
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
PATIENCE: Final = 60_000  # milliseconds: the machine may be busy
PATIENCE_TO_DRAW: Final = 20_000  # one page that is broken on purpose takes all of it

_OPEN: Final = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
_DRAWN: Final = """() => [...document.querySelectorAll('pre.diagram')].every((each) =>
    each.hidden && each.nextElementSibling?.querySelector('svg g'))"""
_DRAWN_ANEW: Final = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
_HEADINGS: Final = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .map((each) => Number(each.tagName[1]))"""
_WIDE: Final = "document.documentElement.scrollWidth - innerWidth"
_LOOK: Final = "document.body.dataset.mdColorScheme === 'slate' ? 'dark' : 'light'"
_TURN: Final = """() => [...document.querySelectorAll('input[data-md-color-scheme]')]
    .find((each) => each.dataset.mdColorScheme !== document.body.dataset.mdColorScheme)?.click()"""
# The words of code are most of a page; their colours are judged on pages that hold all of them.
_PLAIN: Final = """() => document.querySelectorAll('.highlight code').forEach((each) => {
    each.textContent = each.textContent; })"""
# Serious and critical faults, with the first place of each.
_AXE: Final = """async ([rules, within]) => {
    const options = { runOnly: rules, resultTypes: ['violations'] };
    const found = await axe.run(document.querySelector(within) ?? document, options);
    return found.violations
        .filter((each) => ['serious', 'critical'].includes(each.impact))
        .map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 160)} (${each.nodes.length})`);
}"""
_OWN: Final = ".md-content"  # what pages share is judged on those that lie at the top
_STANDARD: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Visit:
    """What was found on a page. `wide`: pixels that it is wider than a phone. `faults`: what keeps
    somebody from using it, by look, if it is judged at all, which takes most of the time."""

    address: str  # of the site
    path: str
    is_judged: bool
    status: int = 0
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    wide: int = 0
    drawn: bool = True
    looks: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


async def visit(browser: Browser, pages: Sequence[Visit], axe: Path) -> None:
    """Fills them in. `axe`, a script, looks for what shuts people out, on those to be judged."""
    waiting, script = iter(pages), axe.read_text(encoding="utf-8")
    async with asyncio.TaskGroup() as tabs:
        for _ in range(min(AT_ONCE, len(pages))):
            tabs.create_task(_work(browser, waiting, script))


async def _work(browser: Browser, waiting: Iterator[Visit], axe: str) -> None:
    """One tab, until no page waits."""
    page = await browser.new_page(color_scheme="light", reduced_motion="reduce")
    page.set_default_timeout(PATIENCE)
    heard = _Heard(page)
    for each in waiting:
        heard.visit = each
        await _look(page, each, axe)
    await page.close()


class _Heard:
    """What a tab tells of the page that it is on, written down for its visit."""

    visit: Visit

    def __init__(self, page: Page) -> None:
        page.on("request", self._note_request)
        page.on("pageerror", lambda error: self.visit.errors.append(str(error)))
        page.on("console", self._note_word)

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            self.visit.outside.append(request.url)

    def _note_word(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.visit.errors.append(said.text)


async def _look(page: Page, found: Visit, axe: str) -> None:
    """Opens a page in the look that the last one was left in, and turns it: each has both."""
    await page.set_viewport_size(DESKTOP if found.is_judged else PHONE)
    answer = await page.goto(found.address + found.path)
    assert answer is not None
    found.status = answer.status
    found.headings = await page.evaluate(_HEADINGS)
    found.drawn = await _is_drawn(page)
    await page.evaluate(_OPEN)
    await page.evaluate(_PLAIN)
    await page.evaluate(axe if found.is_judged else "")
    await _judge(page, found, await _look_of(page, found), _STANDARD)
    await page.evaluate(_TURN)
    await _judge(page, found, await _look_of(page, found), ["color-contrast"])
    await page.set_viewport_size(PHONE)
    await page.evaluate(_DRAWN_ANEW)
    await _judge(page, found, "phone", ["scrollable-region-focusable"])
    found.wide = max(0, await page.evaluate(_WIDE))


async def _is_drawn(page: Page) -> bool:
    """Diagrams are drawn after the page is there, by a script that is loaded for them."""
    try:
        await page.wait_for_function(_DRAWN, timeout=PATIENCE_TO_DRAW)
    except Late:
        return False
    return True


async def _look_of(page: Page, found: Visit) -> str:
    look: str = await page.evaluate(_LOOK)
    found.looks.add(look)
    return look


async def _judge(page: Page, found: Visit, look: str, rules: list[str]) -> None:
    if found.is_judged:
        within = "html" if found.path.count("/") < 2 else _OWN
        faults = await page.evaluate(_AXE, [rules, within])
        found.faults += [f"{look}: {each}" for each in faults]
