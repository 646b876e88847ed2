"""Every page of the site in Chromium: in light, in dark, as wide as a phone.

What makes each of these red is tried on pages that are broken on purpose, below.
`python -m tests.site.shots` keeps what some look like.
"""

import logging
import os
import re
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.site.reading import served
from tests.site.visiting import Visit, visit

LOG = logging.getLogger(__name__)
OWN_WEIGHT = 300_000  # bytes of a page: what pages share is loaded once
APP = "reference/app/"
SOURCE = "source/"  # files that are shown as they are: one page tells of all
ONE_SOURCE = f"{SOURCE}pyproject.toml/"
ALIKE = (r"learn/.", r"exercises/.", rf"{APP}.", r"explanation/decisions/.")


@pytest.fixture(scope="module")
def both(
    built: Path, address: str, axe: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[list[Visit], dict[str, Visit]]]:
    """The site, and pages that are broken on purpose: in one browser, for it starts slowly."""
    paths = [
        path.parent.relative_to(built).as_posix() for path in sorted(built.rglob("index.html"))
    ]
    pages = [Visit(address, "" if path == "." else f"{path}/", False) for path in paths]
    pages = [each for each in pages if not each.path.startswith(SOURCE) or each.path == ONE_SOURCE]
    for each in pages:
        each.is_judged = each in judged(pages)
    with served(broken_site(tmp_path_factory.mktemp("broken"))) as elsewhere:
        broken = {name: Visit(elsewhere, f"{name}/", True) for name in FAULTS}
        begun = time.monotonic()
        visit([*broken.values(), *pages], axe)
        LOG.info(f"{len(pages)} pages visited in {time.monotonic() - begun:.1f} s")
        yield pages, broken


def judged(pages: list[Visit]) -> list[Visit]:
    """Whoever sets THOROUGH has all judged. Else those that a person wrote or that are the only
    ones of their kind; of chapters, exercises, modules and decisions, which are of one form each,
    one in four."""
    if "THOROUGH" in os.environ:
        return pages
    alike = [[each for each in pages if re.match(form, each.path)] for form in ALIKE]
    spared = [each for form in alike for number, each in enumerate(form) if number % 4]
    return [each for each in pages if each not in spared]


@pytest.fixture(scope="module")
def visits(both: tuple[list[Visit], dict[str, Visit]]) -> list[Visit]:
    return both[0]


@pytest.fixture(scope="module")
def broken(both: tuple[list[Visit], dict[str, Visit]]) -> dict[str, Visit]:
    """By fault."""
    return both[1]


def test_every_page_is_there(visits: list[Visit]) -> None:
    assert len(visits) > 100
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


def test_diagrams_are_drawn(visits: list[Visit], built: Path) -> None:
    text = (built / "explanation/architecture/index.html").read_text(encoding="utf-8")
    assert text.count('class="diagram"') == 2
    assert [each.path for each in visits if not each.drawn] == []


def test_a_page_has_its_own_weight_and_no_more(visits: list[Visit]) -> None:
    heaviest = max(visits, key=lambda each: each.size)
    LOG.info(f"{heaviest.path} has {heaviest.size / 1000:.0f} kB")
    assert heaviest.size < OWN_WEIGHT


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
