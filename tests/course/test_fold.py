"""Folding: where each form of a build cell puts its lines, and who owns each line then."""

import pytest

from course.fold.tree import FoldError, fold
from tests.course.folding import PAGE, cell, cells, owned, page

USER = '''
class User:
    """Somebody."""

    name: str

    def greet(self) -> str:
        return "hello"


LIMIT = 5
'''


def test_a_second_create_appends() -> None:
    assert page("\nX = 1", "\nY = 2", "\ndef f() -> None: ...") == (
        "X = 1\n\nY = 2\n\n\ndef f() -> None: ...\n"
    )


def test_members_go_to_the_end_of_their_class() -> None:
    text = page(USER, "--into User\ndef part(self) -> str:\n    return 'bye'")
    assert text.endswith(
        '        return "hello"\n\n    def part(self) -> str:\n'
        '        return "bye"\n\n\nLIMIT = 5\n'
    )


@pytest.mark.parametrize(
    ("start", "text"),
    [
        ("\nclass E(Exception): ...", "class E(Exception):\n    x: int\n"),
        ("\nclass E(Exception):\n    pass", "class E(Exception):\n    x: int\n"),
        ('\nclass E:\n    """Doc."""', 'class E:\n    """Doc."""\n\n    x: int\n'),
        ('\nclass E:\n    """Doc."""\n\n    ...', 'class E:\n    """Doc."""\n\n    x: int\n'),
        (
            "\nclass E:\n    y: int\n    # Last.\n",
            "class E:\n    y: int\n    # Last.\n    x: int\n",
        ),
    ],
)
def test_a_class_without_members_takes_the_first(start: str, text: str) -> None:
    assert page(start, "--into E\nx: int") == text


@pytest.mark.parametrize(
    ("start", "item", "text"),
    [
        ("X = {}", '"a": 1,', 'X = {\n    "a": 1,\n}\n'),
        ("X: list[int] = []  # all", "1,", "X: list[int] = [\n    1,\n]  # all\n"),
        ("X = ()", "1,\n2,", "X = (\n    1,\n    2,\n)\n"),
        ("X = (1,)", "2,", "X = (\n    1,\n    2,\n)\n"),
        ("X = {\n    1,\n}", "2,", "X = {\n    1,\n    2,\n}\n"),
        ("X = frozenset({1})", "2,", "X = frozenset(\n    {\n        1,\n        2,\n    }\n)\n"),
        ("X = dict({})", '"é": 1,', 'X = dict(\n    {\n        "é": 1,\n    }\n)\n'),
        ('é = X = ["é"]', "2,", 'é = X = [\n    "é",\n    2,\n]\n'),
    ],
)
def test_items_go_before_the_closing_bracket(start: str, item: str, text: str) -> None:
    assert page(f"\n{start}", f"--into X\n{item}") == text


def test_after_a_member_keeps_fields_together() -> None:
    text = page(USER, "--after User.name\nemail: str")
    assert "    name: str\n    email: str\n\n    def greet" in text


def test_after_a_top_level_symbol_stands_apart() -> None:
    assert page("\nX = 1\nZ = 3", "--after X\nY = 2") == "X = 1\n\nY = 2\n\nZ = 3\n"


def test_comments_at_the_end_of_a_block_stay_with_it() -> None:
    start = "\ndef f() -> None:\n    return\n    # So be it.\n\n\nX = 1"
    assert page(start, "--after f\nY = 2").startswith(
        "def f() -> None:\n    return\n    # So be it.\n\n\nY = 2\n"
    )


def test_replacing_takes_decorators_and_the_comment_block_above() -> None:
    start = "\nX = 1\n\n\n# Two lines\n# of reason.\n@cache\ndef f() -> int:\n    return X\n"
    assert page(start, "--replace f\ndef f() -> int:\n    return 2") == (
        "X = 1\n\n\ndef f() -> int:\n    return 2\n"
    )


def test_a_property_and_its_setter_are_one_symbol() -> None:
    start = (
        "\nclass A:\n    @property\n    def x(self) -> int:\n        return 1\n\n"
        "    @x.setter\n    def x(self, x: int) -> None: ...\n\n    y: int = 2\n"
    )
    assert page(start, "--replace A.x\nx: int") == "class A:\n    x: int\n\n    y: int = 2\n"


def test_replaced_lines_belong_to_the_new_cell_and_the_rest_to_the_old() -> None:
    tree = fold(cells(USER, "--replace User.greet\ndef greet(self) -> str: ..."))
    assert owned(tree) == [
        (1, "class User:"),
        (1, '"""Somebody."""'),
        (1, "name: str"),
        (2, "def greet(self) -> str: ..."),
        (1, "LIMIT = 5"),
    ]


def test_docstrings_are_indented_with_their_member() -> None:
    member = '--into User\ndef f(self) -> None:\n    """One.\n\n    Two.\n    """'
    assert '    def f(self) -> None:\n        """One.\n\n        Two.\n        """\n' in page(
        USER, member
    )


@pytest.mark.parametrize("string", ['"""a\n    b"""', 'f"""a\n    {1}\n"""', "'a\\\n    b'"])
@pytest.mark.parametrize("form", ["--into User", "--after User.name", "--replace User.name"])
def test_a_member_with_a_string_of_several_lines_is_refused(form: str, string: str) -> None:
    with pytest.raises(FoldError, match="line 2 below %%build begins a string of several lines"):
        page(USER, f"{form}\ndef f(self) -> str:\n    return {string}")


def test_a_string_of_several_lines_at_top_level_stays_as_it_is() -> None:
    text = 'SQL = """\n  select 1\n\n  from x\n"""\n'
    assert page(f"\n{text}") == text


# Imports


def test_imports_are_hoisted_merged_sorted_and_thinned_out() -> None:
    text = page(
        '\n"""Doc."""\nimport sys\nfrom reference_app.b import z\n\nX = sys, z',
        "\nfrom reference_app.b import a, unused\nfrom __future__ import annotations\n\nY: a = 1",
    )
    assert text == (
        '"""Doc."""\n\nfrom __future__ import annotations\n\nimport sys\n\n'
        "from reference_app.b import a, z\n\nX = sys, z\n\nY: a = 1\n"
    )


def test_an_import_line_belongs_to_the_last_cell_that_named_something_on_it() -> None:
    tree = fold(
        cells(
            "\nfrom a import b, c\nimport os\nX = b, c, os",
            "\nfrom a import d\nimport os\nY = d, os",
        )
    )
    assert owned(tree)[:2] == [(2, "import os"), (2, "from a import b, c, d")]


def test_lines_of_a_wrapped_import_belong_to_the_last_cell_that_named_them() -> None:
    early, late = "a" * 40, "b" * 40
    tree = fold(
        cells(
            f"\nfrom package import {early}, {late}\nX = {early}, {late}",
            f"--after X\nfrom package import {late}\nY = {late}",
        )
    )
    assert owned(tree)[:4] == [
        (2, "from package import ("),
        (1, f"{early},"),
        (2, f"{late},"),
        (2, ")"),
    ]


def test_a_name_imported_at_run_time_leaves_the_block_for_type_checkers() -> None:
    typing = "\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import B, C\n"
    text = page(f"{typing}\nx: 'B'\ny: 'C'", "\nfrom a import B\nz = B")
    assert text == (
        "from typing import TYPE_CHECKING\n\nfrom a import B\n\nif TYPE_CHECKING:\n"
        '    from a import C\n\nx: "B"\ny: "C"\n\nz = B\n'
    )


def test_the_block_for_type_checkers_belongs_to_the_last_cell_that_had_one() -> None:
    typing = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import {0}\nx{0}: '{0}'"
    )
    tree = fold(cells("\n" + typing.format("B"), "\n" + typing.format("C")))
    assert (2, "if TYPE_CHECKING:") in owned(tree)


def test_a_block_for_type_checkers_goes_with_the_last_name_in_it() -> None:
    typing = "\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import B\n"
    assert page(f"{typing}\nx: 'B'", "--replace x\nx: int") == "x: int\n"


def test_what_else_a_block_for_type_checkers_holds_stays_in_its_cell() -> None:
    build = "\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import B\n    C = B"
    tree = fold(cells("\nX = 1", build))
    assert owned(tree)[-3:] == [(1, "X = 1"), (2, "if TYPE_CHECKING:"), (2, "C = B")]
    assert tree[PAGE].numbers[-2:] == (1, 3)


def test_a_block_for_type_checkers_with_an_else_stays_where_it_is() -> None:
    text = (
        "from typing import TYPE_CHECKING\n\nX = 1\n\nif TYPE_CHECKING:\n    from a import B\n"
        "else:\n    B = object\n\ny: B\n"
    )
    assert page(f"\n{text}") == text


def test_a_replacement_can_move_an_import_to_the_block_for_type_checkers() -> None:
    typing = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import B\n"
    text = page("\nX = 1", "\nfrom a import B\ny: B", f"--replace y\n{typing}y: 'B'")
    assert "if TYPE_CHECKING:\n    from a import B\n" in text


def test_an_import_of_a_superseded_cell_stays_while_the_name_is_used() -> None:
    text = page("\nX = 1", "\nfrom a import B\ny: B", "--replace y\ny: B | None")
    assert text == "from a import B\n\nX = 1\n\ny: B | None\n"


def test_a_package_keeps_what_it_lists_in_all_and_nothing_else() -> None:
    build = "%%build reference_app/__init__.py"
    tree = fold([cell(f'{build}\nfrom a import b, c\nfrom d import e as e\n\n__all__ = ["b"]')])
    assert tree["reference_app/__init__.py"].text == (
        'from a import b\nfrom d import e as e\n\n__all__ = ["b"]\n'
    )


@pytest.mark.parametrize("names", ["rows", "(\n    rows,  # noqa: F401\n)", "(\n    rows,\n)"])
def test_an_import_for_its_effect_stays_by_its_noqa(names: str) -> None:
    assert page(f"\nfrom a import {names}  # noqa: F401") == "from a import rows  # noqa: F401\n"


def test_a_line_may_have_a_hundred_characters() -> None:
    line = f"X = f({'x' * 45}, {'y' * 46})\n"
    assert len(line) == 101
    assert page(f"\n{line}") == line


def test_items_may_bring_their_imports() -> None:
    assert page("\nX = {}", '--into X\nfrom a import b\n\n"b": b,') == (
        'from a import b\n\nX = {\n    "b": b,\n}\n'
    )


# Files


def test_files_that_are_not_python_are_taken_as_they_are() -> None:
    body = "import os\nreturn  1\n\nend\n"
    tree = fold([cell(f"%%build reference_app/x.lua\n{body}")])
    assert tree["reference_app/x.lua"].text == body


def test_a_second_cell_for_a_file_that_is_not_python_is_refused() -> None:
    build = "%%build reference_app/x.lua\nreturn 1"
    with pytest.raises(FoldError, match=r"chapter 2, step 2\.1: .*built whole by step 1\.1"):
        fold([cell(build), cell(build, chapter=2)])


@pytest.mark.parametrize(("body", "text"), [("", ""), ('"""Doc."""', '"""Doc."""\n')])
def test_a_package_may_be_empty_or_a_docstring(body: str, text: str) -> None:
    path = "reference_app/domain/__init__.py"
    assert fold([cell(f"%%build {path}\n{body}")])[path].text == text


def test_cells_count_in_authored_order_however_they_come() -> None:
    authored = cells("\nX = 1", "\nY = 2", "--replace X\nX = 3", "--after X\nZ = 4")
    assert fold(reversed(authored)) == fold(authored)


def test_a_cell_in_another_format_is_formatted_and_still_owns_its_lines() -> None:
    tree = fold(cells("\nx=1\ndef f( a ):\n  return  {'a':a}", "\ny = 2"))
    assert owned(tree) == [
        (1, "x = 1"),
        (1, "def f(a):"),
        (1, 'return {"a": a}'),
        (2, "y = 2"),
    ]


# Refusals


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("--into Usr\nx: int", r"has no Usr; did you mean User\?$"),
        ("--after User.grete\nx: int", r"did you mean User\.greet\?"),
        ("--replace zzz\nx = 1", r"has no zzz\. It has User"),
        ("--into LIMIT\n1,", "neither a class nor a dict"),
        ("--into User.greet\nx: int", "neither a class nor a dict"),
    ],
)
def test_a_cell_that_fits_nowhere_is_refused_by_chapter_and_step(source: str, message: str) -> None:
    with pytest.raises(FoldError, match=message) as refusal:
        fold(cells(USER, source))
    assert str(refusal.value).startswith("chapter 2, step 2.1: ")
    assert refusal.value.cell.chapter == 2


@pytest.mark.parametrize("path", ["page", "sql/v1.0/page.py", "page.py/more.py", "page."])
@pytest.mark.parametrize("option", ["", "--into User"])
def test_a_path_that_names_no_file_is_refused(path: str, option: str) -> None:
    with pytest.raises(FoldError, match=f"^chapter 2, .* reference_app/{path} names no file: "):
        fold(cells(USER, f"%%build reference_app/{path} {option}\nx = 1"))


def test_of_many_names_five_are_told() -> None:
    start = "\n" + "\n".join(f"x{number} = 1" for number in range(8))
    with pytest.raises(FoldError, match=r"has no why\. It has x0, x1, x2, x3, x4 and 3 more$"):
        page(start, "--replace why\nwhy = 1")


def test_a_file_that_no_earlier_step_built_takes_no_members() -> None:
    with pytest.raises(FoldError, match=f"{PAGE} does not exist yet"):
        page("--into User\nx: int")


@pytest.mark.parametrize(
    ("start", "message"),
    [
        ("X = [\n    1\n]", "end the last item of X with a comma"),
        ("X = [1,\n     2]", "closing bracket of X on its own line"),
    ],
)
def test_a_collection_that_is_not_laid_out_for_items_is_refused(start: str, message: str) -> None:
    with pytest.raises(FoldError, match=message):
        page(f"\n{start}", "--into X\n(3),")


def test_emptying_a_class_is_refused() -> None:
    with pytest.raises(FoldError, match="no valid Python after this step"):
        page("\nclass A:\n    x: int", "--replace A.x\n")
