"""What holds for every course and every edit: owners, order, and absorbing all or nothing."""

import ast
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import event, given, settings
from hypothesis import strategies as st

from course.absorb.edits import Refused, absorb
from course.fold.tidy import tidy
from course.fold.tree import FoldError, fold, write_tree
from course.fold.verify import read_app, unowned
from course.sources.chapter import BuildCell
from course.sources.parse import read_chapters
from tests.course.folding import LIBRARY, builds, cell, library

AUTHORED = builds(library())
TREE = fold(AUTHORED)
PYTHON = sorted(path for path in TREE if path.endswith(".py"))

slow = settings(deadline=None, max_examples=25, print_blob=True)


@slow
@given(st.permutations(AUTHORED))
def test_the_order_in_which_cells_are_given_is_of_no_account(cells: list[BuildCell]) -> None:
    assert fold(cells) == TREE


@slow
@given(st.sampled_from(PYTHON))
def test_folding_what_was_folded_changes_nothing(path: str) -> None:
    once = TREE[path].text
    assert fold([cell(f"%%build {path}\n{once}")])[path].text == once


def mangled(body: str, choice: int) -> str:
    """The body as a learner might have typed it: same code, other layout."""
    layouts = {
        0: body,
        1: body.replace('"', "'").replace("'''", '"""'),
        2: body.replace(" = ", "=").replace(": int", ":int"),
        3: body.replace("(", "( "),
        4: re.sub(r"\n+(?=def |class |@|[A-Z]+ )", "\n", body),
        5: re.sub(r"\n(?=def |class |@| +return)", "\n\n\n", body),
        6: f"# Mine.\n\n{body}\n# The end.\n",
    }
    return layouts[choice]


@slow
@given(st.lists(st.integers(0, 6), min_size=len(AUTHORED), max_size=len(AUTHORED)))
def test_every_line_has_one_owner_whatever_its_layout(choices: list[int]) -> None:
    cells = [
        replace(each, body=mangled(each.body, choice))
        for each, choice in zip(AUTHORED, choices, strict=True)
        if each.key.path.endswith(".py")
    ]
    tree = fold(cells)
    assert list(unowned(tree)) == []
    assert [ast.dump(ast.parse(tree[path].text)) for path in PYTHON] == [
        ast.dump(ast.parse(TREE[path].text)) for path in PYTHON
    ]


@slow
@given(st.sets(st.integers(0, len(AUTHORED) - 1)))
def test_leaving_cells_out_folds_or_names_the_cell_that_misses_them(left_out: set[int]) -> None:
    cells = [each for number, each in enumerate(AUTHORED) if number not in left_out]
    refusal: FoldError | None = None
    try:
        assert list(unowned(fold(cells))) == []
    except FoldError as error:
        refusal = error
    event("refused" if refusal else "folded")
    assert refusal is None or refusal.cell in cells


# Edits of the app. Each takes a text, a place in it and a word.


def after_comment(line: str, word: str) -> list[str]:
    return [f"{line}  # {word}"]


def comment_above(line: str, word: str) -> list[str]:
    return [f"{margin(line)}# {word}", line]


def statement_above(line: str, word: str) -> list[str]:
    return [f"{margin(line)}{word} = 1", line]


def method_above(line: str, word: str) -> list[str]:
    space = margin(line)
    return [f"{space}def {word}() -> int:", f"{space}    return 2", "", line]


def function_below(line: str, word: str) -> list[str]:
    return [line, "", "", f"def {word}() -> int:", "    return 2"]


def import_above(line: str, word: str) -> list[str]:
    return [f"from {word} import {word}  # noqa: F401", line]


def deletion(line: str, word: str) -> list[str]:
    return []


def doubling(line: str, word: str) -> list[str]:
    return [line, line]


def blank_below(line: str, word: str) -> list[str]:
    return [line, ""]


def other_word(line: str, word: str) -> list[str]:
    return [re.sub(r"\w+(?=\W*$)", word, line)]


def margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


EDITS = [
    after_comment,
    comment_above,
    statement_above,
    method_above,
    function_below,
    import_above,
    deletion,
    doubling,
    blank_below,
    other_word,
]


@st.composite
def edited_apps(draw: st.DrawFn) -> dict[str, str]:
    """The app after one to three edits, in our format where it is valid."""
    texts = {path: file.text for path, file in TREE.items()}
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(sorted(texts)))
        lines = texts[path].split("\n")[:-1] or [""]
        place = draw(st.integers(0, len(lines) - 1))
        edit = draw(st.sampled_from(EDITS))
        lines[place : place + 1] = edit(lines[place], draw(st.sampled_from(["alpha", "beta"])))
        texts[path] = "\n".join([*lines, ""])
    if draw(st.integers(0, 3)) == 3:
        old = draw(st.sampled_from(["Book", "borrow", "WEEKS", "pages"]))
        texts = {path: re.sub(rf"\b{old}\b", "gamma", text) for path, text in texts.items()}
    python = {path: text for path, text in texts.items() if is_python(path, text)}
    return texts | dict(zip(python, tidy(list(python.values())), strict=True))


def is_python(path: str, text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return path.endswith(".py")


@settings(slow, max_examples=20)
@given(edited_apps())
def test_an_edit_is_absorbed_to_the_byte_or_refused_with_nothing_changed(
    texts: dict[str, str],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sources, app = Path(folder, "source"), Path(folder, "reference_app")
        shutil.copytree(LIBRARY, sources)
        write_tree(TREE, Path(folder))
        for path, text in texts.items():
            Path(folder, path).write_bytes(text.encode())
        try:
            changes = absorb(read_chapters(sources), app).changes
        except Refused:
            event("refused")
            assert contents(sources) == contents(LIBRARY)
        else:
            event("absorbed")
            tree = fold(builds(read_chapters(sources)))
            assert {path: file.text.encode() for path, file in tree.items()} == read_app(app)
            assert prose(sources) == prose(LIBRARY) or "in every chapter" in changes[0]


def contents(sources: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sources.iterdir()}


def prose(sources: Path) -> list[str]:
    """Everything but the bodies of build cells."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(sources.iterdir())]
    bodies = [each.body.rstrip("\n") for each in builds(read_chapters(sources))]
    for number, text in enumerate(texts):
        for body in bodies:
            text = text.replace(f"\n{body}\n```", "\n```")
        texts[number] = text
    return texts
