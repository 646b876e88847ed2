"""All that the site holds, in order: pages, files beside them, what stands in the navigation."""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from nbformat import NotebookNode

from course.fold.tree import Tree, fold
from course.lite.site import address
from course.paths import ROOT, SOURCES
from course.site import REPOSITORY
from course.site import http_api as api
from course.site.app import app_pages, file_table
from course.site.cells import as_text
from course.site.chapters import Ways, chapter_page
from course.site.downloads import downloads
from course.site.errors import outside, places, refusals
from course.site.exchanges import exchanges
from course.site.exercises import exercise_page
from course.site.home import ASKED, figures, idea
from course.site.maps import chapter_table, exercise_table, layer_table
from course.site.navigation import navigation
from course.site.pages import SOURCES as SOURCE_PAGES
from course.site.pages import Page, linked, place_of, source_page
from course.site.tables import clone, commands, settings
from course.sources.chapter import Chapter
from course.sources.exercise import EXERCISES, Exercise, read_exercises
from course.sources.parse import read_chapters

DOCS: Final = ROOT / "docs"
_FILL: Final = re.compile(r"^<!-- fill: (\w+) -->$", re.MULTILINE)
_KEPT: Final = ("CONTRIBUTING.md", "CHANGELOG.md")  # pages that stand at the repository's root


@dataclass(frozen=True)
class Contents:
    """`pages`: ready for mkdocs, by path. `files`: besides, such as notebooks to download."""

    pages: dict[str, Page]
    files: dict[str, str]
    nav: list[dict[str, Any]]


def contents(*, with_lite: bool) -> Contents:
    """Raises `CourseError` for a link that leads nowhere, or to an answer."""
    chapters, exercises = read_chapters(SOURCES), _published(read_exercises())
    tree = fold(cell for each in chapters for cell in each.builds)
    notebooks, document = downloads(), api.description()
    made = [
        *_written(
            _fills(chapters, exercises, tree, document) | {"browser": _invitation(with_lite)}
        ),
        *map(_kept, _KEPT),
        *_chapters(chapters, tree, notebooks, with_lite),
        *(exercise_page(each, _ways("exercises", each.slug, with_lite)) for each in exercises),
        *app_pages(tree, chapters),
    ]
    pages = {page.path: page for page in _with_sources(made)}
    files = {path: as_text(notebook) for path, notebook in notebooks.items()}
    files["reference/openapi.json"] = json.dumps(document, indent=1)
    return Contents(pages, files, navigation(pages))


def _fills(
    chapters: Sequence[Chapter], exercises: Sequence[Exercise], tree: Tree, document: api.Json
) -> dict[str, str]:
    """What is generated into pages that people wrote, by its name there."""
    return {
        "idea": idea(chapters, tree, *exchanges([ASKED])),
        "figures": figures(chapters, exercises, tree),
        "chapters": chapter_table(chapters),
        "layers": layer_table(chapters),
        "exercises": exercise_table(exercises),
        "files": file_table(tree),
        "clone": clone(os.environ.get(REPOSITORY, "")),
        "commands": commands(),
        "settings": settings(),
        "refusals": refusals(),
        "places": places(),
        "outside": outside(),
        **api.filled(document, exchanges()),
    }


def _chapters(
    chapters: Sequence[Chapter], tree: Tree, learners: Mapping[str, NotebookNode], with_lite: bool
) -> Iterator[Page]:
    begun: set[str] = set()
    for chapter in chapters:
        notebook = learners[f"learn/{chapter.slug}.ipynb"]
        ways = _ways("learn", chapter.slug, with_lite)
        yield chapter_page(chapter, begun, tree, notebook, ways)
        begun |= {cell.key.path for cell in chapter.builds}


def _published(exercises: Sequence[Exercise]) -> list[Exercise]:
    """Those whose notebook is generated."""
    return [each for each in exercises if (EXERCISES / f"{each.slug}.ipynb").exists()]


_FIRST: Final = "02_values"
_TRY: Final = """Nothing to install: each chapter runs in your browser too, and keeps your cells.

<a href="{}">Run chapter 2 in your browser</a>"""
_RUN: Final = """The finished app runs by itself, with no service and no configuration.

[Run the app](/docs/how-to/run-the-app.md)"""


def _invitation(with_lite: bool) -> str:
    """For the first page, from the root of the site."""
    if not with_lite:
        return _RUN
    return _TRY.format(address(_FIRST))


def _ways(folder: str, slug: str, with_lite: bool) -> Ways:
    browser = ""
    if with_lite:
        browser = f"../../{address(slug, exercise=folder == 'exercises')}"
    source = f"/notebooks/source/{slug}.md" if folder == "learn" else ""
    return Ways(f"/docs/{folder}/{slug}.ipynb", source, browser)


def _kept(name: str) -> Page:
    text = (ROOT / name).read_text(encoding="utf-8")
    return Page(place_of(name), _title(text), text, name)


def _written(fills: Mapping[str, str]) -> Iterator[Page]:
    """What people wrote for the site, in `docs/`; a line `<!-- fill: chapters -->` is filled."""
    for path in sorted(DOCS.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        place = path.relative_to(DOCS).as_posix()
        filled = _FILL.sub(lambda found: fills[found[1]], text)
        yield Page(place, _title(text), filled, f"docs/{place}")


def _title(text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith("# ")).removeprefix("# ")


def _with_sources(made: Sequence[Page]) -> Iterator[Page]:
    """The pages, linked, and a page for each file that a link leads to and that has none."""
    asked: dict[str, None] = {}
    for page in made:
        yield linked(page, lambda path: asked.update({path: None}))
    yield from (source_page(path) for path in asked if _is_shown_as_it_is(path))


def _is_shown_as_it_is(path: str) -> bool:
    return place_of(path).startswith(f"{SOURCE_PAGES}/")
