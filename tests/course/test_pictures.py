"""Pictures: readable in light and dark, the same each time, in words as well."""

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest

from course.apps.way import Station, drawn
from course.errors import CourseError
from course.pictures import all_pictures, picture
from course.pictures.svg import Picture

PICTURES = [*all_pictures()]
WAY = [
    Station("presentation/http/v1_users.py", "create_user"),
    Station("application/bus.py", "Bus.execute"),
    Station("application/users.py", "create_user"),
]


@pytest.mark.parametrize("one", PICTURES, ids=[each.title for each in PICTURES])
def test_a_picture_says_the_same_in_words(one: Picture) -> None:
    svg = ElementTree.fromstring(one.svg)  # noqa: S314 (our own)
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == one.title
    assert len(one.words.split()) > 20
    assert one.words in one._repr_html_().replace("&#x27;", "'").replace("&quot;", '"')


@pytest.mark.parametrize("one", PICTURES, ids=[each.title for each in PICTURES])
def test_a_picture_takes_the_colours_of_the_page(one: Picture) -> None:
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', one.svg))
    assert colours <= {"currentColor", "none", "#0e8a98", "#d1495b"}


@pytest.mark.parametrize("one", PICTURES, ids=[each.title for each in PICTURES])
def test_boxes_lie_inside_and_no_two_overlap(one: Picture) -> None:
    numbers = r'<rect x="(-?[\d.]+)" y="(-?[\d.]+)" width="([\d.]+)" height="([\d.]+)"'
    boxes = [tuple(map(float, found)) for found in re.findall(numbers, one.svg)]
    sizes = re.search(r'viewBox="0 0 (\d+) (\d+)"', one.svg)
    assert sizes is not None
    assert all(x >= 0 and x + w <= int(sizes[1]) for x, _, w, _ in boxes)
    assert all(y >= 0 and y + h <= int(sizes[2]) for _, y, _, h in boxes)
    for (x, y, w, h), (x2, y2, w2, h2) in combinations(boxes, 2):
        assert x + w <= x2 or x2 + w2 <= x or y + h <= y2 or y2 + h2 <= y


def test_titles_are_names() -> None:
    assert len({each.title for each in PICTURES}) == len(PICTURES)
    assert picture(PICTURES[0].title).svg == PICTURES[0].svg
    with pytest.raises(CourseError, match=r"there is no picture 'nothing'; there are "):
        picture("nothing")


def test_a_way_is_drawn_with_a_box_for_each_stay_in_a_layer() -> None:
    shown = drawn(WAY)
    assert shown.svg.count("<rect") == 2
    assert shown.words.index("presentation") < shown.words.index("application")
    assert "bus.py" in shown.svg


def test_words_are_text_and_no_markup() -> None:
    shown = Picture("<b>", "a < b & <script>", "<svg/>")._repr_html_()
    assert "a &lt; b &amp; &lt;script&gt;" in shown
    assert "<b>" not in shown
