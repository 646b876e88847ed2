"""What a reader does on the site: searches, unfolds, goes on by keyboard, prefers dark."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.site.visiting import PHONE

pytestmark = pytest.mark.asyncio(loop_scope="module")

SHARED_WEIGHT = 120_000  # bytes of style and script that all pages share, as a host sends them
SECONDS_TO_PAINT = 1.0


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("ghosts", "learn/03_entities/"),
        ("ETag", "reference/http/"),
        ("UserIsDeleted", "reference/app/domain/errors/"),
        ("write_timeout", "reference/app/settings/database/"),
    ],
)
async def test_search_finds(page: Page, address: str, words: str, path: str) -> None:
    await page.goto(address)
    await page.keyboard.press("/")
    await page.keyboard.type(words)
    results = page.locator(".md-search-result__link")
    await expect(results.first).to_be_visible()
    found = [await each.get_attribute("href") or "" for each in await results.all()]
    assert any(re.sub(r"[?#].*", "", each).endswith(path) for each in found), found


async def test_the_index_of_the_search_waits_until_somebody_searches(
    page: Page, address: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(address)
    assert not any("search_index" in each for each in asked)
    async with page.expect_request("**/search_index.json"):
        await page.locator("[data-md-component=search-query]").focus()
    assert sum("search_index" in each for each in asked) == 1


async def test_what_all_pages_share_is_light_and_the_first_page_is_quick(
    page: Page, address: str
) -> None:
    shared: dict[str, int] = {}
    for path in ("", "learn/03_entities/"):
        async with page.expect_event("load"):
            page.once("request", lambda _: None)
            await page.goto(address + path)
        names = await page.evaluate("performance.getEntriesByType('resource').map((r) => r.name)")
        for name in names:
            answer = await page.request.get(name)
            shared[name] = len(gzip.compress(await answer.body(), 6))
    assert sum(shared.values()) < SHARED_WEIGHT, shared
    await page.goto(address)
    paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    painted = await page.wait_for_function(paint)
    assert float(await painted.json_value()) < SECONDS_TO_PAINT * 1000


async def test_whoever_prefers_dark_gets_it_and_may_choose_light(page: Page, address: str) -> None:
    await page.emulate_media(color_scheme="dark")
    await page.goto(address)
    body = page.locator("body")
    await expect(body).to_have_attribute("data-md-color-scheme", "slate")
    await page.locator("label[title='Switch to light']").click()
    await expect(body).to_have_attribute("data-md-color-scheme", "default")
    await page.goto(f"{address}learn/")
    await expect(body).to_have_attribute("data-md-color-scheme", "default")


async def test_by_keyboard_one_skips_to_the_text_and_unfolds(page: Page, address: str) -> None:
    await page.goto(f"{address}learn/03_entities/")
    await page.keyboard.press("Tab")
    skip = page.locator("a.md-skip")
    await expect(skip).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile("#entities-that-guard-themselves$"))
    fold = page.locator("details.fold")
    await fold.locator("summary").focus()
    await page.keyboard.press("Enter")
    await expect(fold.locator(".output")).to_be_visible()


async def test_a_prediction_is_the_readers_until_they_unfold(page: Page, address: str) -> None:
    await page.goto(f"{address}learn/03_entities/")
    await expect(page.get_by_text('guess = "nothing yet"')).to_be_visible()
    answer = page.get_by_text("It is 3, for what changes nothing is no event")
    await expect(answer).to_be_hidden()
    await page.get_by_text("Say it first, then unfold").click()
    await expect(answer).to_be_visible()


async def test_a_step_in_the_fittings_unfolds_for_who_comes_from_its_file(
    page: Page, address: str
) -> None:
    await page.goto(f"{address}reference/app/domain/aggregate/")
    await page.get_by_role("link", name="step 3.13", exact=True).click()
    await expect(page.locator("#step-3-13")).to_be_visible()
    await page.locator("#step-3-13 a").click()
    await expect(page).to_have_url(re.compile("reference/app/domain/aggregate/#step-3-13$"))


async def test_with_reduced_motion_nothing_moves(page: Page, address: str) -> None:
    await page.emulate_media(reduced_motion="reduce")
    await page.goto(address)
    longest = await page.evaluate(
        """Math.max(...[...document.querySelectorAll('*')].map((each) =>
            parseFloat(getComputedStyle(each).transitionDuration)))"""
    )
    assert longest < 0.001


async def test_formulas_are_drawn(page: Page, address: str) -> None:
    await page.goto(f"{address}how-to/run-the-app/")
    formula = page.locator("math[display=block]")
    box = await formula.bounding_box()
    assert box
    assert box["width"] > 20
    assert box["height"] > 8
    assert await page.locator(".arithmatex").count() == 0


# One word of each kind: a page has thousands, and each kind has one colour.
ONE_OF_EACH = """() => {
    const seen = new Set();
    document.querySelectorAll('details').forEach((each) => { each.open = true; });
    for (const word of document.querySelectorAll('.highlight code span[class]')) {
        if (seen.has(word.className)) word.replaceWith(' ');
        seen.add(word.className);
    }
    return seen.size;
}"""
READABLE = """axe.run('.md-content', { runOnly: ['color-contrast'], resultTypes: ['violations'] })
    .then((found) => found.violations.flatMap((each) => each.nodes)
        .map((node) => `${node.html} ${node.any[0].message}`))"""


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("path", ["learn/10_the_http_door/", "reference/app/container/"])
async def test_the_colours_of_code_are_readable(
    page: Page, address: str, axe: Path, path: str, look: str
) -> None:
    await page.emulate_media(color_scheme="dark" if look == "dark" else "light")
    await page.goto(address + path)
    assert await page.evaluate(ONE_OF_EACH) > 15
    await page.evaluate(axe.read_text(encoding="utf-8"))
    assert await page.evaluate(READABLE) == []


async def test_a_wide_drawing_scrolls_on_a_phone(page: Page, address: str) -> None:
    await page.set_viewport_size(PHONE)
    await page.goto(f"{address}learn/03_entities/")
    figure = page.locator("figure").first
    assert await figure.evaluate("(each) => each.scrollWidth > each.clientWidth")
    await figure.focus()
    await page.keyboard.press("ArrowRight")
    await page.wait_for_function("document.querySelector('figure').scrollLeft > 0")
