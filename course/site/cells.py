"""Cells of an executed notebook as Markdown: text, code, outputs. What a page has besides is
chapters.py's and exercises.py's.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from nbformat import NotebookNode

from course.errors import CourseError
from course.site.pages import fenced

# Where Python-Markdown, which mkdocs renders with, reads a text otherwise than a notebook does.
_OTHERWISE: Final = (
    (re.compile(r"^<details>(?=<summary>.*</summary>$)", re.MULTILINE), '<details markdown="1">'),
    (re.compile(r"(?<=^>)(.*\n)\n(?=>)", re.MULTILINE), r"\1\n<!-- another quote -->\n\n"),
    (re.compile(r"^(`{3,}\w+) \.noeval$", re.MULTILINE), r"\1"),
    (re.compile(r"^ {2,3}(?=[*-] )", re.MULTILINE), "    "),
)
_SUMMARY: Final = re.compile(r"<summary>.*</summary>")  # in which it renders no Markdown
_CODE: Final = re.compile(r"`([^`]+)`")
_COLOURS: Final = re.compile(r"\x1b\[[\d;]*m")
# Wide drawings scroll on a narrow page: by keyboard too.
_FIGURE: Final = re.compile(r'<figure (?=style=".*?overflow-x)')
_REACHED: Final = '<figure tabindex="0" role="group" aria-label="Picture" '


def prose(cell: NotebookNode) -> str:
    """Text that mkdocs reads as a notebook would."""
    text = str(cell.source)
    for pattern, instead in _OTHERWISE:
        text = pattern.sub(instead, text)
    return _SUMMARY.sub(lambda found: _CODE.sub(r"<code>\1</code>", found[0]), text)


def code(cell: NotebookNode) -> str:
    """What stands in the cell."""
    return fenced(cell.source, "python")


def outputs(cell: NotebookNode) -> str:
    """HTML of all that running the cell shows; empty when that is nothing."""
    return "\n".join(map(_output, cell.get("outputs", [])))


def folded(summary: str, html: str) -> str:
    """HTML below a line that unfolds it."""
    return f'<details class="fold"><summary>{summary}</summary>\n{html}\n</details>'


def section(summary: str, parts: Sequence[str]) -> str:
    """Markdown below a line that unfolds it."""
    return "\n\n".join([f"/// details | {summary}", *parts, "///"])


def _output(output: Mapping[str, Any]) -> str:
    if output["output_type"] == "stream":
        return _text(output["text"])
    if output["output_type"] == "error":
        return _text(_COLOURS.sub("", "\n".join(output["traceback"])))
    data = output["data"]
    if "text/html" in data:
        return f'<div class="output">{_FIGURE.sub(_REACHED, data["text/html"])}</div>'
    if "text/plain" in data:
        return _text(data["text/plain"])
    raise CourseError(f"the site can't show an output of {', '.join(data)}: teach site/cells.py")


def _text(text: str) -> str:
    return f'<pre class="output">{escape(text.rstrip(), quote=False)}</pre>'
