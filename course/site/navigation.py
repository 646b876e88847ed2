"""The order of the site's pages: what leads to what, and what comes next."""

from collections.abc import Mapping
from typing import Any, Final

from course.site.pages import Page

_INDEX: Final = ("index.md", "README.md")
_TABS: Final = {
    "Learn": "learn",
    "Exercises": "exercises",
    "Reference": "reference",
    "How-to": "how-to",
    "Explanation": "explanation",
}
# What has an order of its own; all else stands as it comes.
_FIRST: Final = (
    "reference/http.md",
    "reference/errors.md",
    "reference/settings.md",
    "reference/commands.md",
    "how-to/start.md",
    "how-to/run-the-app.md",
    "how-to/contributing.md",
    "explanation/architecture.md",
    "explanation/why-a-fold.md",
    "explanation/audit.md",
)
_NAMES: Final = {"": "The app", "app": "The app, file by file", "http": "HTTP", "sql": "SQL"}


def navigation(pages: Mapping[str, Page]) -> list[dict[str, Any]]:
    """Titles and paths, as mkdocs wants them. Files that are shown as they are stay out."""
    tabs = [{name: _section(folder, pages)} for name, folder in _TABS.items()]
    return [{"Home": "index.md"}, *tabs, {"Instructors": "instructors.md"}]


def _section(folder: str, pages: Mapping[str, Page]) -> list[Any]:
    """The page of the folder itself, its pages, then the folders in it."""
    inside = [path.removeprefix(f"{folder}/") for path in pages if path.startswith(f"{folder}/")]
    own = sorted((name for name in inside if "/" not in name), key=_rank(folder))
    entries: list[Any] = [
        f"{folder}/{name}"
        if name in _INDEX
        else {pages[f"{folder}/{name}"].title: f"{folder}/{name}"}
        for name in own
    ]
    for inner in dict.fromkeys(name.partition("/")[0] for name in inside if "/" in name):
        title = _NAMES.get(inner, inner.capitalize())
        entries.append({title: _section(f"{folder}/{inner}", pages)})
    return entries


def _rank(folder: str) -> Any:
    def rank(name: str) -> tuple[bool, int]:
        path = f"{folder}/{name}"
        return name not in _INDEX, _FIRST.index(path) if path in _FIRST else len(_FIRST)

    return rank
