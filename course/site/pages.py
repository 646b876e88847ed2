"""What a page of the site is, and where each file of the repository has its page.

A path of the repository is what a link in a text means; a path of the site, where mkdocs reads it.
"""

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final, Self

from course.errors import CourseError
from course.paths import ROOT

# What holds an answer to an exercise, or tells how one is judged.
WITHHELD: Final = (
    "exercises/checks/",
    "exercises/invitations/",
    "exercises/source/",
    "exercises/wrong/",
    "solutions/",
)
SOURCES: Final = "source"  # pages of files that are shown as they are
_PLACES: Final = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "how-to/contributing.md",
    "CHANGELOG.md": "explanation/changelog.md",
}
_NOTEBOOK: Final = re.compile(r"(notebooks|exercises)/(\d\d_\w+)\.ipynb")
_TOKEN: Final = re.compile(
    r"^(?P<fence>`{3,}).*?^(?P=fence)`*[ \t]*$"  # code, in which a link is no link
    r"|(?P<tick>`+)(?!`).*?(?<!`)(?P=tick)(?!`)"
    r"|\]\((?P<target>[^()\s#]*)(?P<anchor>#[^()\s]*)?\)",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Page:
    """`path`: in the site. `origin`: the file of the repository that its links start from."""

    path: str
    title: str
    text: str
    origin: str

    def rewritten(self, change: Callable[[str], str]) -> Self:
        """The page with its Markdown changed."""
        return replace(self, text=change(self.text))


class NotebookPage(Page):
    """`text`: a notebook's, from which mkdocs-jupyter renders the page."""

    def rewritten(self, change: Callable[[str], str]) -> Self:
        """The page with the Markdown of its cells changed."""
        notebook = json.loads(self.text)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                cell["source"] = change("".join(cell["source"]))
        return replace(self, text=json.dumps(notebook))


def place_of(path: str) -> str:
    """Where a file of the repository is in the site. Raises `CourseError` when it must not be."""
    if path.startswith(WITHHELD) and not path.endswith("README.md"):
        raise CourseError(f"{path} holds answers to exercises: the site must not lead there")
    if found := _NOTEBOOK.fullmatch(path):
        return f"{'learn' if found[1] == 'notebooks' else 'exercises'}/{found[2]}.md"
    if path.startswith("reference_app/"):
        return f"reference/app/{path.removeprefix('reference_app/').removesuffix('.py')}.md"
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    shown = path.replace("/.", "/").removeprefix(".")  # mkdocs hides what begins with a dot
    return _PLACES.get(path, f"{SOURCES}/{shown}.md")


def linked(page: Page, found: Callable[[str], None] = lambda path: None) -> Page:
    """The page with links as mkdocs understands them, and checks those of its own pages; tells
    `found` each file of the repository that a link leads to.

    A target with a leading slash starts from the root of the repository.
    """

    def _replace(token: re.Match[str]) -> str:
        target = token["target"]
        if not target or ":" in target:
            return token[0]
        start = "" if target.startswith("/") else posixpath.dirname(page.origin)
        path = posixpath.normpath(posixpath.join(start, target.lstrip("/")))
        if not path.startswith("docs/") and not (ROOT / path).is_file():
            raise CourseError(f"{page.origin}: the link to {target} leads nowhere")
        found(path)
        place = posixpath.relpath(place_of(path), posixpath.dirname(page.path) or ".")
        return f"]({place}{token['anchor'] or ''})"

    return page.rewritten(lambda text: _TOKEN.sub(_replace, text))


def source_page(path: str) -> Page:
    """A file as it is; no search leads to it."""
    text = (ROOT / path).read_text(encoding="utf-8")
    suffix = PurePosixPath(path).suffix.removeprefix(".")
    words = (
        f"---\nsearch:\n  exclude: true\n---\n\n# `{path}`\n\n{fenced(text, suffix or 'text')}\n"
    )
    return Page(place_of(path), path, words, path)


def fenced(text: str, language: str, first: int | None = None) -> str:
    """A block of code, whatever it holds. `first`: the number of its first line."""
    longest = max(map(len, re.findall(r"^`+", text, re.MULTILINE)), default=0)
    fence = "`" * max(3, longest + 1)
    numbers = f' linenums="{first}"' if first else ""
    return f"{fence}{language}{numbers}\n{text.rstrip()}\n{fence}"


def table(*head: str, rows: Iterable[Sequence[str]]) -> str:
    """Cells may have lines."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(' '.join(cell.split()) for cell in line)} |" for line in lines)
