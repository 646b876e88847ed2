"""Every page of the site in Chromium: in light, in dark, as wide as a phone.

What makes each of these red is tried on pages that are broken on purpose, below.
`python -m tests.site.shots` keeps what some look like.
"""

import logging
import os
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from course.paths import SOURCES
from course.sources.parse import read_chapters
from tests.site.reading import served
from tests.site.visiting import Visit, visit

LOG = logging.getLogger(__name__)
APP = "reference/app/"
SOURCE = "source/"  # files that are shown as they are: one page tells of all
ONE_SOURCE = f"{SOURCE}pyproject.toml/"
ALIKE = (r"learn/.", r"exercises/.", rf"{APP}.", r"explanation/decisions/.")
CHAPTERS = [chapter.slug for chapter in read_chapters(SOURCES)]
BESIDES = "besides"


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=[*CHAPTERS, BESIDES])
async def visits(
    request: pytest.FixtureRequest, chromium: Browser, built: Path, address: str, axe: Path
) -> list[Visit]:
    """The pages of a chapter, and those of none."""
    paths = [path.parent.relative_to(built) for path in sorted(built.rglob("index.html"))]
    pages = ["" if path == Path() else f"{path.as_posix()}/" for path in paths]
    visited = [path for path in to_visit(pages) if chapter_of(path) == request.param]
    wanted = to_judge(pages)
    found = [Visit(address, path, path in wanted) for path in visited]
    begun = time.monotonic()
    await visit(chromium, found, axe)
    LOG.info(f"{len(found)} pages visited in {time.monotonic() - begun:.1f} s")
    return found


def chapter_of(path: str) -> str:
    return next((slug for slug in CHAPTERS if f"/{slug}/" in path), BESIDES)


def to_visit(pages: list[str]) -> list[str]:
    """Whoever sets THOROUGH has all modules of the app visited. Else one in four: what makes one of
    their pages makes them all, and links, anchors and text are read of every one."""
    spared = [] if is_thorough() else most([each for each in pages if re.match(f"{APP}.", each)])
    sources = [each for each in pages if each.startswith(SOURCE) and each != ONE_SOURCE]
    return [each for each in pages if each not in {*spared, *sources}]


def to_judge(pages: list[str]) -> list[str]:
    """Whoever sets THOROUGH has all judged. Else those that a person wrote or that are the only
    ones of their kind; of chapters, exercises, modules and decisions, which are of one form each,
    one in four."""
    if is_thorough():
        return pages
    alike = [[each for each in pages if re.match(form, each)] for form in ALIKE]
    spared = {page for form in alike for page in most(form)}
    return [each for each in pages if each not in spared]


def is_thorough() -> bool:
    return "THOROUGH" in os.environ


def most(pages: list[str]) -> list[str]:
    """All but one in four."""
    return [each for number, each in enumerate(pages) if number % 4]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def broken(
    chromium: Browser, axe: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Visit]:
    """Pages that are broken on purpose, by fault."""
    with served(broken_site(tmp_path_factory.mktemp("broken"))) as elsewhere:
        found = {name: Visit(elsewhere, f"{name}/", True) for name in FAULTS}
        await visit(chromium, [*found.values()], axe)
    return found


def test_every_page_is_there(visits: list[Visit]) -> None:
    assert len(visits) > 0
    assert [each.path for each in visits if each.status != 200] == []


def test_every_page_was_seen_in_light_and_in_dark(visits: list[Visit]) -> None:
    assert {each.path: each.looks for each in visits if each.looks != {"light", "dark"}} == {}


def test_no_page_logs_an_error(visits: list[Visit]) -> None:
    assert {each.path: each.errors for each in visits if each.errors} == {}


def test_no_page_asks_another_machine(visits: list[Visit]) -> None:
    assert {each.path: each.outside for each in visits if each.outside} == {}


def test_no_page_is_wider_than_a_phone(visits: list[Visit]) -> None:
    assert {each.path: each.wide for each in visits if each.wide} == {}


def test_headings_are_in_order(visits: list[Visit]) -> None:
    assert {each.path: each.headings for each in visits if not in_order(each.headings)} == {}


def in_order(levels: list[int]) -> bool:
    """One title, at the top, and no level left out on the way down."""
    steps = all(after <= before + 1 for before, after in pairwise(levels))
    return levels[:1] == [1] and levels.count(1) == 1 and steps


def test_no_page_shuts_anybody_out(visits: list[Visit]) -> None:
    assert {each.path: each.faults for each in visits if each.faults} == {}


def test_diagrams_are_drawn(visits: list[Visit]) -> None:
    assert [each.path for each in visits if not each.drawn] == []


# Broken on purpose: each page has one fault, which the visit must find.

HEAD = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>'
    '<link rel="icon" href="data:,">'
)
BODY = "<body style='background: white; color: black'><main><h1>A title</h1>{}</main>"
FAULTS = {
    "good": "<p>Nothing is wrong here.</p>",
    "error": "<script>console.error('a message')</script>",
    "thrown": "<script>nothing_there()</script>",
    "outside": "<img src='http://outside.invalid/a.png' alt='A picture'>",
    "wide": "<p style='width: 700px'>A wide paragraph.</p>",
    "headings": "<h3>Two levels down</h3>",
    "grey": "<p style='color: #aaa'>Grey on white.</p>",
    "silent": "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
    "reach": "<div style='overflow-x: auto; width: 90px'><table style='width: 300px'><tr><td>Wide"
    "<td>and wider</table></div>",
    "diagram": "<pre class='diagram'>flowchart TD</pre>",
}


def broken_site(folder: Path) -> Path:
    for name, fault in FAULTS.items():
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(HEAD + BODY.format(fault), encoding="utf-8")
    return folder


def test_a_page_without_a_fault_has_none(broken: dict[str, Visit]) -> None:
    good = broken["good"]
    found = (good.errors, good.outside, good.wide, good.faults, good.drawn, good.headings)
    assert found == ([], [], 0, [], True, [1])


def test_an_error_is_found(broken: dict[str, Visit]) -> None:
    assert broken["error"].errors == ["a message"]
    assert broken["thrown"].errors == ["nothing_there is not defined"]


def test_an_outside_request_is_found(broken: dict[str, Visit]) -> None:
    assert broken["outside"].outside == ["http://outside.invalid/a.png"]


def test_a_wide_page_is_found(broken: dict[str, Visit]) -> None:
    assert broken["wide"].wide > 300


def test_a_heading_that_leaves_a_level_out_is_found(broken: dict[str, Visit]) -> None:
    assert in_order([1, 2, 3, 2])
    assert not in_order(broken["headings"].headings)
    assert not in_order([2, 1])
    assert not in_order([1, 2, 1])


@pytest.mark.parametrize(
    ("page", "fault"),
    [("grey", "color-contrast"), ("silent", "image-alt"), ("reach", "scrollable-region-focusable")],
)
def test_what_shuts_people_out_is_found(broken: dict[str, Visit], page: str, fault: str) -> None:
    assert any(f": {fault}: " in each for each in broken[page].faults), broken[page].faults


def test_a_diagram_that_is_not_drawn_is_found(broken: dict[str, Visit]) -> None:
    assert not broken["diagram"].drawn
