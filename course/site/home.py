"""What the first page shows: the idea in one picture, and what one gets in numbers. Both are read
off the chapters, the app and its suite. How code is drawn is in panes.py."""

import ast
import json
from collections.abc import Iterator, Sequence
from typing import Final

from course.errors import CourseError
from course.fold.tree import FoldedFile, Tree
from course.grading.misconceptions import misconceptions_of
from course.pictures.layer_map import filled_lines
from course.pictures.svg import Picture
from course.site.exchanges import Exchange
from course.site.panes import Line, Pane, Row, coloured, drawn
from course.sources.chapter import BuildCell, Chapter, magic_line
from course.sources.exercise import Exercise
from course.suite.applies import suite_files
from tests.app.http.examples import TOO_FEW

ASKED: Final = TOO_FEW
SHOWN: Final = "require_seats"  # the cell that defines it is the one whose way is shown
TITLE: Final = "From a cell to an answer"
_MAGIC: Final = "%%build"
_SAID: Final = "detail"  # the field of the answer that has the cell's own words
_FIELDS: Final = (_SAID, "code")
_BEHIND: Final = 2  # lines of the file that are shown after the cell's
_GAP: Final = Row([("", "⋮")])
_COLUMNS: Final = {"wide": 88, "narrow": 44}  # the page shows one of them


def idea(chapters: Sequence[Chapter], tree: Tree, exchange: Exchange) -> str:
    """A picture, and links to what it is made of. Raises `CourseError` when no cell builds what is
    shown, or when the answer is not that cell's."""
    chapter, cell = _cell(chapters)
    file = tree[cell.key.path]
    _require_said(cell, exchange)
    panes = [_of_cell(cell, file), _of_file(cell, file), _of_exchange(exchange)]
    sizes = (
        f'<div class="{name}">{drawn(TITLE, panes, columns)}</div>'
        for name, columns in _COLUMNS.items()
    )
    picture = Picture(TITLE, _in_words(cell, file, exchange), "".join(sizes))
    step = f"#step-{cell.chapter}-{cell.step}"
    return (
        # The search knows an element that it shall leave out by its tag alone, so not a div.
        f'<section class="idea" data-search-exclude="">{picture._repr_html_()}</section>\n\n'
        f"As they are: [the cell](/notebooks/{chapter.slug}.ipynb{step}), "
        f"[the file](/{cell.key.path}{step}), [the answer](/docs/reference/http.md)."
        "\n{ .sources }"
    )


def _cell(chapters: Sequence[Chapter]) -> tuple[Chapter, BuildCell]:
    for chapter in chapters:
        for cell in chapter.builds:
            if SHOWN in cell.key.names:
                return chapter, cell
    raise CourseError(
        f"The first page shows the cell that builds {SHOWN}, and no chapter has one: name another "
        "in course/site/home.py"
    )


def _require_said(cell: BuildCell, exchange: Exchange) -> None:
    """The answer is the cell's if it repeats what stands around the values of one of its texts."""
    answer = exchange.answer.json().get(_SAID, "")
    texts = [
        [str(part.value) for part in node.values if isinstance(part, ast.Constant)]
        for node in ast.walk(ast.parse(cell.body))
        if isinstance(node, ast.JoinedStr)
    ]
    if not any(parts and all(part in answer for part in parts) for parts in texts):
        raise CourseError(
            f"The first page shows {cell} and the answer {answer!r}, which is none of its texts: "
            "name another cell in course/site/home.py, or another example"
        )


def _owned(cell: BuildCell, file: FoldedFile) -> dict[int, int]:
    """Lines of the file, with the line of the cell that each is; both counted from 0. Without
    imports, which are no single cell's."""
    return {
        at: number
        for at, (owner, number) in enumerate(zip(file.owners, file.numbers, strict=True))
        if owner == cell and number is not None
    }


def _of_cell(cell: BuildCell, file: FoldedFile) -> Pane:
    kept = set(_owned(cell, file).values())
    rows = [Row(line, "", at in kept) for at, line in enumerate(coloured(cell.body, "python"))]
    first = Row(_begins(magic_line(cell), _MAGIC))
    return Pane("You run a cell", f"chapter {cell.chapter}, {cell}", [first, *rows])


def _of_file(cell: BuildCell, file: FoldedFile) -> Pane:
    own, lines = _owned(cell, file), coloured(file.text, "python")
    behind = [at for at in range(max(own) + 1, len(lines)) if lines[at]][:_BEHIND]
    rows: list[Row] = []
    before = -1
    for at in [*own, *behind, len(lines)]:
        rows += [_GAP] if any(lines[before + 1 : at]) else []
        rows += [Row(line, str(at + 1), at in own) for line in lines[at : at + 1]]
        before = at
    return Pane("It writes a file", cell.key.path.partition("/")[2], rows)


def _of_exchange(exchange: Exchange) -> Pane:
    answer = exchange.answer
    sent, body = answer.request, answer.json()
    rows = [Row(_begins(f"{sent.method} {sent.url.path}", sent.method))]
    rows += [Row(line) for line in coloured(json.dumps(json.loads(sent.content)), "json")]
    rows += [Row([]), Row([("m", f"{answer.status_code} {answer.reason_phrase}")])]
    for name in _FIELDS:
        said = json.dumps({name: body[name]}, ensure_ascii=False)[1:-1]
        rows += [Row(line, "", name == _SAID) for line in coloured(said, "json")]
    return Pane("The app answers", exchange.example.title.lower(), rows)


def _begins(text: str, keyword: str) -> Line:
    return [("k", keyword), ("", text.removeprefix(keyword))]


def _in_words(cell: BuildCell, file: FoldedFile, exchange: Exchange) -> str:
    numbers = [at + 1 for at in _owned(cell, file)]
    answer = exchange.answer
    sent = answer.request
    return (
        f"A cell of chapter {cell.chapter} begins with {magic_line(cell)} and defines {SHOWN}. "
        f"Whoever runs it has {len(numbers)} lines of that file, up to line {max(numbers)}, word "
        f"for word; other cells write the others. Then the app is asked for "
        f"{exchange.example.title.lower()}, by {sent.method} {sent.url.path}. It answers "
        f"{answer.status_code} {answer.reason_phrase}, in the words of that cell: "
        f"{answer.json()[_SAID]}"
    )


def figures(chapters: Sequence[Chapter], exercises: Sequence[Exercise], tree: Tree) -> str:
    """A list of HTML: what there is, and how many."""
    shown = (
        f"<div><dt>{name}</dt><dd>{count:,}</dd></div>"
        for name, count in counted(chapters, exercises, tree)
    )
    return f'<dl class="figures">{"".join(shown)}</dl>'


def counted(
    chapters: Sequence[Chapter], exercises: Sequence[Exercise], tree: Tree
) -> Iterator[tuple[str, int]]:
    """What the first page counts. The graders' proof rejects each of the wrong answers."""
    builds = [cell for chapter in chapters for cell in chapter.builds]
    yield "chapters that build it", len({cell.chapter for cell in builds})
    lines = sum(filled_lines(file.text) for file in tree.values())
    yield f"lines of the app, in {len(tree)} files", lines
    tests = sum(len(file.chapters) for file in suite_files(builds))
    yield "test functions in its suite", tests
    yield "graded tasks", sum(len(each.tasks) for each in exercises)
    wrong = sum(len(misconceptions_of(each.number)) for each in exercises)
    yield "wrong answers rejected", wrong
