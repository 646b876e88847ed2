"""Text and code of a notebook as HTML, in the form that all other pages have: filters for the
template in jupyter/, which mkdocs-jupyter renders with. What becomes of the page then: hooks.py.
"""

import re
from collections.abc import MutableMapping
from html import escape, unescape
from typing import Any, Final

from markdown.extensions.toc import (  # type: ignore[import-untyped]
    slugify,
    strip_tags,
    unique,
)
from nbconvert.exporters.templateexporter import default_filters
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
from pygments.util import ClassNotFound  # type: ignore[import-untyped]

# Names, punctuation and blanks, half of all marks in code, have the colour of the code itself.
_UNMARKED: Final = re.compile(r'<span class="(?:n|p|w)">([^<]*)</span>')
_FORM: Final = HtmlFormatter(cssclass="highlight", wrapcode=True)
# Within HTML, a notebook reads no Markdown up to the next blank line.
_SUMMARY: Final = re.compile(r"<summary>.*</summary>")
_CODE: Final = re.compile(r"`([^`]+)`")


def offer_filters(permalink: str) -> None:
    """To all templates of nbconvert. `permalink`: what the link beside a heading says of itself."""

    def text_html(source: str, resources: MutableMapping[str, Any]) -> str:
        """`resources` are nbconvert's for one notebook: they keep the anchors that it has."""
        return markdown_html(source, resources.setdefault("anchors", set()), permalink)

    default_filters.update(text_html=text_html, code_html=code_html)


def markdown_html(source: str, anchors: set[str], permalink: str) -> str:
    """The text of a cell. Adds its anchors to those that the page has."""
    return MarkdownWithMath(_Renderer(anchors, permalink)).render(source)


def code_html(source: str, language: str) -> str:
    """As text, in a language that Pygments does not know."""
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        lexer = get_lexer_by_name("text")
    return without_idle_marks(highlight(source, lexer, _FORM))


def without_idle_marks(html: str) -> str:
    """Code without marks that show nothing."""
    return _UNMARKED.sub(r"\1", html)


class _Renderer(IPythonRenderer):
    """Anchors, code and formulas as Python-Markdown and its extensions write them."""

    def __init__(self, anchors: set[str], permalink: str) -> None:
        super().__init__(escape=False)
        self._anchors, self._permalink = anchors, permalink

    def heading(self, text: str, level: int, **_: Any) -> str:
        anchor = unique(slugify(unescape(strip_tags(text)), "-"), self._anchors)
        link = f'<a class="headerlink" href="#{anchor}" title="{self._permalink}">&para;</a>'
        return f'<h{level} id="{anchor}">{text}{link}</h{level}>\n'

    def block_code(self, code: str, info: str | None = None) -> str:
        return code_html(code, info.split()[0] if info else "text")

    def block_html(self, html: str) -> str:
        marked = _SUMMARY.sub(lambda found: _CODE.sub(r"<code>\1</code>", found[0]), html)
        return super().block_html(marked)

    def inline_math(self, body: str) -> str:
        return rf'<span class="arithmatex">\({escape(body)}\)</span>'

    def block_math(self, body: str) -> str:
        return rf'<div class="arithmatex">\[{escape(body)}\]</div>'
