"""What the built pages hold, read from their HTML: nothing lost on the way, nothing too much."""

import json
import re
from html import escape, unescape
from pathlib import Path

import nbformat
import pytest
from markdown_it import MarkdownIt
from nbformat import NotebookNode

from course.grading.published import without_answers
from course.paths import NOTEBOOKS, ROOT, SOURCES
from course.site.answers import all_answers, shown_answers
from course.site.check_links import broken_links
from course.sources.exercise import EXERCISES, read_exercises
from course.sources.parse import read_chapters

CHAPTERS = read_chapters(SOURCES)
OWN_WEIGHT = 300_000  # bytes of a page: what pages share is loaded once
PROSE = ("h1", "h2", "h3", "p", "li", "ol", "ul", "tr", "em", "strong", "blockquote")
# What a page has besides the text of the notebook.
BESIDES = re.compile(
    r'<p class="(?:actions|step)".*?</p>'
    r'|<div class="output">.*?</figure>|<div class="output">.*?</div>\n'
    r'|<div class="highlight">.*?</div>|<pre\b.*?</pre>|<a class="headerlink".*?</a>'
    r"|<summary>(?:What the check says|What comes out\?|What the app needs).*?</summary>",
    re.DOTALL,
)
CODE = re.compile(r'<div class="highlight"><pre><span></span><code>(.*?)</code></pre></div>', re.S)
PRINTED = re.compile(r'<pre class="output">(.*?)</pre>', re.DOTALL)
OUR_GUESS = re.compile(r"\bYou said [^;]+; it is")
FRAME = re.compile(r'<(?:style|script)\b|class="[^"]*\bjp-|clipboard-copy|Copied!')


def text_of(built: Path, path: str) -> str:
    return (built / path / "index.html").read_text(encoding="utf-8")


def article(html: str) -> str:
    return html[html.index("<article") : html.index("</article>")]


def cells(path: Path) -> list[NotebookNode]:
    found: list[NotebookNode] = nbformat.read(path, 4).cells  # type: ignore[no-untyped-call]
    return found


def counts(html: str) -> dict[str, int]:
    return {tag: len(re.findall(rf"<{tag}\b", html)) for tag in PROSE}


NOTEBOOKS_SHOWN = sorted([*NOTEBOOKS.glob("*.ipynb"), *EXERCISES.glob("*.ipynb")])


of_each_notebook = pytest.mark.parametrize(
    "path", NOTEBOOKS_SHOWN, ids=lambda path: f"{path.parent.name}-{path.stem}"
)


def page_of(built: Path, notebook: Path) -> str:
    folder = "learn" if notebook.parent == NOTEBOOKS else "exercises"
    return article(text_of(built, f"{folder}/{notebook.stem}"))


@of_each_notebook
def test_a_page_has_the_text_of_its_notebook(built: Path, path: Path) -> None:
    commonmark = MarkdownIt("commonmark", {"html": True}).enable("table")
    texts = [without_answers(each).source for each in cells(path) if each.cell_type == "markdown"]
    wanted = BESIDES.sub("", "\n".join(map(commonmark.render, texts)))
    found = BESIDES.sub("", page_of(built, path))
    assert counts(found) == counts(wanted)
    assert words(found) == words(wanted)


@of_each_notebook
def test_a_page_has_the_code_of_its_notebook_and_what_it_puts_out(built: Path, path: Path) -> None:
    html = page_of(built, path)
    code = [each for each in cells(path) if each.cell_type == "code"]
    shown = iter(map(text_in, CODE.findall(html)))
    predictions = [each for each in code if "prediction" in each.metadata.get("tags", ())]
    assert [
        each.source for each in code if each not in predictions and each.source not in shown
    ] == []
    outputs = [output for each in code for output in each.outputs]
    printed = [OUR_GUESS.sub("It is", each["text"]).rstrip() for each in outputs if "text" in each]
    assert list(map(text_in, PRINTED.findall(html))) == printed
    drawn = [each for each in outputs if "text/html" in each.get("data", {})]
    assert html.count('<div class="output">') == len(drawn)


def text_in(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html)).rstrip()


@of_each_notebook
def test_a_page_has_nothing_of_the_plugins_frame(built: Path, path: Path) -> None:
    assert FRAME.findall(page_of(built, path)) == []


def test_no_page_has_a_script_of_the_plugin(built: Path) -> None:
    pages = {each: each.read_text(encoding="utf-8").lower() for each in built.rglob("*.html")}
    assert len(pages) > 100
    assert [each for each, text in pages.items() if re.search("<script[^>]*mathjax", text)] == []


def words(html: str) -> list[str]:
    """Code is marked with backticks, or with a tag."""
    return unescape(re.sub(r"<[^>]*>|`", " ", html)).split()


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.slug)
def test_every_step_says_which_file_it_writes(built: Path, chapter: object) -> None:
    html = text_of(built, f"learn/{chapter.slug}")  # type: ignore[attr-defined]
    for cell in chapter.builds:  # type: ignore[attr-defined]
        name = cell.key.path.removeprefix("reference_app/")
        step = re.search(rf'<p class="step" id="step-{cell.chapter}-{cell.step}">(.*?)</p>', html)
        assert step, cell
        assert f"/reference/app/{name.removesuffix('.py')}/" in step[1]
        assert name in step[1]


def test_every_file_of_the_app_leads_to_the_steps_that_wrote_it(built: Path) -> None:
    for path in sorted((ROOT / "reference_app").rglob("*.py")):
        name = path.relative_to(ROOT / "reference_app").with_suffix("").as_posix()
        html = text_of(built, f"reference/app/{name}")
        shown = "".join(re.findall(r'<div class="highlight">.*?</div>', html, re.DOTALL))
        assert re.search(r"learn/\d\d_\w+/#step-\d+-\d+", html), name
        assert len(re.findall(r'data-linenos="', shown)) >= filled(path), name


def filled(path: Path) -> int:
    return sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())


def test_a_notebook_to_download_is_the_learners(built: Path) -> None:
    for path in NOTEBOOKS_SHOWN:
        folder = "learn" if path.parent == NOTEBOOKS else "exercises"
        notebook = json.loads((built / folder / path.name).read_text(encoding="utf-8"))
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        guesses = ["".join(c["source"]) for c in code if "guess =" in "".join(c["source"])]
        assert all(cell["outputs"] == [] for cell in code)
        assert all('guess = "nothing yet"' in each for each in guesses)


def test_no_answer_to_an_exercise_is_in_any_file(built: Path) -> None:
    assert [*shown_answers(built)] == []


def test_each_answer_would_be_found(tmp_path: Path) -> None:
    for number, answer in enumerate(all_answers()):
        (tmp_path / f"{number:02}.html").write_text(f"<pre>{escape(answer)}</pre>", "utf-8")
    found = [each.partition(" ")[0] for each in shown_answers(tmp_path)]
    assert found == sorted(path.name for path in tmp_path.iterdir())


def test_an_answer_in_a_page_or_in_the_search_is_found(tmp_path: Path) -> None:
    solution = read_exercises()[1].tasks[0].solution
    (tmp_path / "good.html").write_text("<p>Nothing</p>", encoding="utf-8")
    (tmp_path / "bad.html").write_text(f"<pre>{solution}</pre>", encoding="utf-8")
    (tmp_path / "bad.json").write_text(json.dumps({"text": solution}), encoding="utf-8")
    (tmp_path / "bad.ipynb").write_text(json.dumps({"cells": [solution]}), encoding="utf-8")
    found = [each.partition(" ")[0] for each in shown_answers(tmp_path)]
    assert found == ["bad.html", "bad.ipynb", "bad.json"]


def test_links_and_anchors_lead_somewhere(built: Path) -> None:
    assert [*broken_links(built)] == []


def test_a_page_has_its_own_weight_and_no_more(built: Path) -> None:
    """But for files that are shown as they are."""
    pages = set(built.rglob("index.html")) - set((built / "source").rglob("index.html"))
    heaviest = max(pages, key=lambda page: page.stat().st_size)
    assert len(pages) > 100
    assert heaviest.stat().st_size < OWN_WEIGHT, heaviest


def test_the_diagrams_of_the_architecture_are_there(built: Path) -> None:
    assert text_of(built, "explanation/architecture").count('class="diagram"') == 2


def test_search_knows_no_prompts(built: Path) -> None:
    index = json.loads((built / "search" / "search_index.json").read_text(encoding="utf-8"))
    texts = [each["text"] for each in index["docs"] if each["location"].startswith("learn/")]
    assert len(texts) > 100
    noise = r"\b(In|Out)\s?\[\s?\d*\]|Copied!"
    assert [text for text in texts if re.search(noise, text)] == []


def test_the_whole_description_of_the_api_is_there(built: Path) -> None:
    text = (built / "reference/http/index.html").read_text(encoding="utf-8")
    document = json.loads((built / "reference/openapi.json").read_text(encoding="utf-8"))
    for path, methods in document["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in text
    for name in document["components"]["schemas"]:
        assert f'id="{name.lower()}"' in text


def test_every_code_that_a_client_may_read_is_in_the_catalogue(built: Path) -> None:
    html = text_of(built, "reference/errors")
    for path in (ROOT / "reference_app").rglob("*.py"):
        for code in re.findall(r'^ +code = "([\w-]+)"', path.read_text(encoding="utf-8"), re.M):
            assert f"<code>{code}</code>" in html
    for code in ("required", "unknown-field", "wrong-type", "out-of-range"):
        assert f"<code>{code}</code>" in html


def test_a_prediction_does_not_say_what_the_reader_said(built: Path) -> None:
    pages = [text_of(built, f"learn/{chapter.slug}") for chapter in CHAPTERS]
    assert all(re.search(r"\bIt is (\d|noon)", page) for page in pages)
    assert not any('<pre class="output">You said ' in page for page in pages)


def test_every_test_that_the_audit_names_exists() -> None:
    text = (ROOT / "docs/explanation/audit.md").read_text(encoding="utf-8")
    named = re.findall(r"\[([^\]`]+)\]\(\.\./\.\./(tests/[\w/]+\.py)\)", text)
    assert len(named) > 60
    for words, path in named:
        name = f"def test_{words.replace(' ', '_')}("
        assert name in (ROOT / path).read_text(encoding="utf-8"), (path, words)
