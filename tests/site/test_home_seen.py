"""The picture of the first page as one sees it: where its words are, and whether they stand out
from what lies behind them. What it says is tested in test_home.py."""

import pytest
from playwright.async_api import Page, ViewportSize

from tests.site.visiting import DESKTOP, PHONE

pytestmark = pytest.mark.asyncio(loop_scope="module")

FITS = """() => [...document.querySelectorAll('.idea svg')]
    .filter((svg) => svg.getBoundingClientRect().width)
    .map((svg) => {
        const box = (each) => each.getBoundingClientRect();
        const [panes, texts] = ['svg > rect', 'text'].map((all) => [...svg.querySelectorAll(all)]);
        const shown = texts.filter((each) => each.textContent.trim());
        const outside = shown.filter((each) => !panes.some((pane) =>
            box(pane).left <= box(each).left && box(each).right <= box(pane).right
            && box(pane).top <= box(each).top && box(each).bottom <= box(pane).bottom));
        const meet = shown.filter((each, at) => shown.slice(at + 1).some((other) =>
            box(each).left < box(other).right && box(other).left < box(each).right
            && Math.abs(box(each).top - box(other).top) < 4));
        return [...outside, ...meet].map((each) => each.textContent);
    })"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_one_drawing_is_seen_and_its_words_stay_in_their_panes(
    page: Page, address: str, size: ViewportSize
) -> None:
    await page.set_viewport_size(size)
    await page.goto(address)
    assert await page.evaluate(FITS) == [[]]


async def test_the_idea_is_there_without_scrolling(page: Page, address: str) -> None:
    await page.goto(address)
    box = await page.locator(".idea .wide").bounding_box()
    assert box
    assert box["y"] + box["height"] < DESKTOP["height"]


# axe does not judge text in SVG. Colours as they are, and what lies behind the words: the pane, or
# a band on it.
WEAK = """() => {
    const canvas = document.createElement('canvas').getContext('2d');
    const colour = (name) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = name;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const linear = (part) => part <= 10.3 ? part / 3294.6 : ((part / 255 + .055) / 1.055) ** 2.4;
    const light = ([red, green, blue]) =>
        .2126 * linear(red) + .7152 * linear(green) + .0722 * linear(blue) + .05;
    const style = (words) => getComputedStyle(document.querySelector(words));
    const pane = colour(style('.idea svg > rect').fill);
    const band = style('.idea .lit rect'), top = colour(band.fill), part = Number(band.fillOpacity);
    const mixed = pane.map((each, at) => part * top[at] + (1 - part) * each);
    return [...document.querySelectorAll('.idea :is(text, tspan)')].filter((each) => {
        const own = light(colour(getComputedStyle(each).fill));
        return [pane, mixed].some((behind) =>
            Math.max(own, light(behind)) / Math.min(own, light(behind)) < 4.5);
    }).map((each) => each.textContent);
}"""


@pytest.mark.parametrize("look", ["light", "dark"])
async def test_the_words_of_the_picture_can_be_read(page: Page, address: str, look: str) -> None:
    await page.emulate_media(color_scheme="dark" if look == "dark" else "light")
    await page.goto(address)
    assert await page.evaluate(WEAK) == []
