"""A notebook as a page: what mkdocs-jupyter makes of it with our template, and of a cell's text."""

import json
import os
import re
from pathlib import Path
from typing import Any

import markdown  # type: ignore[import-untyped]
import pytest
from mkdocs_jupyter.convert import nb2html  # type: ignore[import-untyped]
from nbformat import NotebookNode, from_dict

from course.errors import CourseError
from course.site.cells import fold_outputs, ready_outputs
from course.site.rendering import code_html, markdown_html, offer_filters

JUPYTER = Path(__file__).parents[2] / "course" / "site" / "jupyter"
EXTENSIONS = ["pymdownx.arithmatex", "pymdownx.highlight", "pymdownx.superfences", "toc"]
SETTINGS = {
    "pymdownx.arithmatex": {"generic": True},
    "toc": {"permalink": True, "permalink_title": "Link"},
}


def html_of(source: str) -> str:
    return markdown_html(source, set(), "Link")


@pytest.mark.parametrize(
    "source",
    [
        "# A title\n\n## `if` & else\n\n## `if` & else\n\n### Größe, *twice* <b>x</b>",
        "```python .noeval\na = 1\n```",
        "```\n<plain>\n```",
        "```nosuchlanguage\na\n```",
        "Of $x_1 < 2$ and `$ref`, `$id`.",
        "* a\n* b\n\nA [link](a.md#b).",
    ],
)
def test_text_is_written_as_on_pages_that_mkdocs_reads(source: str) -> None:
    wanted = markdown.markdown(
        source.replace(" .noeval", ""), extensions=EXTENSIONS, extension_configs=SETTINGS
    )
    for mark in ("n", "p", "w"):
        wanted = wanted.replace(f'<span class="{mark}">a</span>', "a")
    wanted = wanted.replace('<span class="w"> </span>', " ")
    assert html_of(source).split() == wanted.split()


def test_anchors_are_told_apart_in_all_cells_of_a_page() -> None:
    anchors: set[str] = set()
    both = [markdown_html("## Trade-offs", anchors, "Link") for _ in range(2)]
    assert ['id="trade-offs"' in both[0], 'id="trade-offs_1"' in both[1]] == [True, True]


def test_a_formula_of_its_own_is_a_block() -> None:
    assert r'<div class="arithmatex">\[a &lt; b\]</div>' in html_of("$$a < b$$")


def test_text_is_read_as_in_a_notebook() -> None:
    html = html_of("> One\n\n> Two\n\n* a\n  * b\n\n  c")
    assert html.count("<blockquote>") == 2
    assert html.count("<ul>") == 2
    assert html.index("c</p>") < html.rindex("</ul>")


def test_code_in_a_summary_looks_like_code() -> None:
    html = html_of("<details><summary>Of `a`</summary>\n\n`b`\n\n</details>")
    assert "<summary>Of <code>a</code></summary>" in html
    assert "<p><code>b</code></p>" in html


def test_marks_that_show_nothing_are_left_out() -> None:
    assert code_html("a.b", "python").count("<span") == 2  # an empty one, and the dot's


@pytest.fixture
def rendered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A notebook with a cell of each kind."""
    for name in ("JUPYTER_PATH", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setitem(os.environ, name, str(JUPYTER))
    offer_filters("Link")
    notebook = {"cells": CELLS, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "a.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return str(nb2html(str(tmp_path / "a.ipynb"))).rpartition("<style>")[0]


OUTPUTS = [
    {"output_type": "stream", "name": "stdout", "text": "\x1b[31m<printed>\x1b[0m\n"},
    {
        "output_type": "error",
        "ename": "",
        "evalue": "",
        "traceback": ["\x1b[31mBad\x1b[0m", "a > b"],
    },
    {
        "output_type": "execute_result",
        "execution_count": 7,
        "data": {"text/plain": "'bold'", "text/html": "<b>bold</b>"},
        "metadata": {},
    },
    {"output_type": "display_data", "data": {"text/plain": "<plain>"}, "metadata": {}},
]


def cell(kind: str, name: str, source: str, **metadata: object) -> NotebookNode:
    found: dict[str, Any] = {"cell_type": kind, "id": name, "source": source, "metadata": metadata}
    if kind == "code":
        found |= {"execution_count": 7, "outputs": []}
    made: NotebookNode = from_dict(found)  # type: ignore[no-untyped-call]
    return made


ASKED = cell("code", "asked", "%%build a\nx = 1")
ASKED.outputs = OUTPUTS
fold_outputs(ASKED, "What comes out?")
CELLS = [
    cell("markdown", "top", "# A title"),
    cell("markdown", "step-1-1", "Step *one*.", tags=["step"]),
    cell("raw", "begin", "<details><summary>More</summary>"),
    cell("code", "quiet", "quiet()"),
    cell("raw", "end", "</details>"),
    ASKED,
]


def test_a_page_holds_cells_and_nothing_around_them(rendered: str) -> None:
    assert lines(rendered) == lines(WANTED)


def lines(html: str) -> list[str]:
    """Of a tag or a text each."""
    return [each.strip() for each in re.split(r"(<[^>]*>)", html) if each.strip()]


WANTED = """
<h1 id="a-title">A title<a class="headerlink" href="#a-title" title="Link">¶</a></h1>
<p class="step" id="step-1-1">Step <em>one</em>.</p>
<details><summary>More</summary>
<div class="highlight"><pre><span></span><code>quiet()
</code></pre></div>
</details>
<div class="highlight"><pre><span></span><code><span class="o">%%</span>build a
x <span class="o">=</span> <span class="mi">1</span>
</code></pre></div>
<details class="fold"><summary>What comes out?</summary>
<pre class="output">&lt;printed&gt;</pre>
<pre class="output">Bad
a &gt; b</pre>
<div class="output"><b>bold</b></div>
<pre class="output">&lt;plain&gt;</pre>
</details>
"""


def test_of_an_output_that_is_there_in_several_forms_a_page_shows_one_that_it_can() -> None:
    forms = {"text/plain": "a figure", "application/javascript": "draw()", "image/png": "abc"}
    drawn = cell("code", "drawn", "draw()")
    drawn.outputs = [{"output_type": "display_data", "data": forms}]
    ready_outputs(drawn)
    assert drawn.outputs[0]["data"] == {"text/plain": "a figure"}


def test_an_output_that_no_page_can_show_is_refused() -> None:
    drawn = cell("code", "drawn", "draw()")
    drawn.outputs = [{"output_type": "display_data", "data": {"image/png": "abc"}}]
    with pytest.raises(CourseError, match="image/png"):
        ready_outputs(drawn)
