"""The learner's folder: where it is found, copies of notebooks, and a new edition of those."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.learner.workspace import create_workspace, find_workspace, merge, update_workspace

Cell = dict[str, Any]
NAME = "05_use_cases.ipynb"


def markdown(name: str, source: str) -> Cell:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}


def code(name: str, source: str) -> Cell:
    output = {"name": "stdout", "output_type": "stream", "text": "1\n"}
    extra = {"execution_count": 3, "outputs": [output]}
    return markdown(name, source) | {"cell_type": "code"} | extra


def publish(directory: Path, *cells: Cell) -> None:
    directory.mkdir(exist_ok=True)
    notebook = {
        "cells": cells,
        "metadata": {"course": {"fingerprint": "1"}, "kernelspec": {"name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (directory / NAME).write_text(json.dumps(notebook), "utf-8")


def sources(path: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"]]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    publish(
        tmp_path / "notebooks", markdown("a", "# Ports"), code("b", "x = 1"), code("c", "y = 1")
    )
    return tmp_path / "notebooks"


@pytest.fixture
def root(tmp_path: Path, notebooks: Path) -> Path:
    create_workspace(tmp_path / "my work", notebooks)
    return tmp_path / "my work"


def test_a_learner_gets_notebooks_without_outputs(root: Path) -> None:
    notebook = json.loads((root / NAME).read_text("utf-8"))
    assert [cell.get("outputs") for cell in notebook["cells"]] == [None, [], []]
    assert [cell.get("execution_count") for cell in notebook["cells"]] == [None, None, None]
    assert notebook["metadata"] == {"kernelspec": {"name": "python3"}}


def test_a_learner_gets_no_prediction_answered(tmp_path: Path) -> None:
    cell = code("p", "# How many queries?\nguess = 1  # a number\nother_guess = 1\nguess == 1")
    publish(tmp_path / "new", cell)
    create_workspace(tmp_path, tmp_path / "new")
    assert sources(tmp_path / NAME) == [
        '# How many queries?\nguess = "nothing yet"  # a number\nother_guess = 1\nguess == 1'
    ]


def test_creating_again_leaves_the_learners_notebook_alone(root: Path, notebooks: Path) -> None:
    edit(root / NAME, "x = 1", "x = 2")
    create_workspace(root, notebooks)
    assert sources(root / NAME) == ["# Ports", "x = 2", "y = 1"]


def test_an_unchanged_notebook_becomes_the_new_edition(root: Path, notebooks: Path) -> None:
    publish(notebooks, markdown("a2", "# Use cases"), code("b", "x = 10"))
    assert update_workspace(root, notebooks) == [f"{NAME}: new edition"]
    assert sources(root / NAME) == ["# Use cases", "x = 10"]
    assert update_workspace(root, notebooks) == []


def test_a_new_edition_keeps_what_the_learner_changed(root: Path, notebooks: Path) -> None:
    edit(root / NAME, "x = 1", "x = 2")
    before = (root / NAME).read_bytes()
    publish(notebooks, markdown("a2", "# Use cases"), code("b", "x = 10"), code("c", "y = 10"))
    (line,) = update_workspace(root, notebooks)
    assert sources(root / NAME) == ["# Use cases", "x = 2", "y = 10"]
    assert (root / line.rpartition(" ")[2] / NAME).read_bytes() == before


def test_an_edition_without_changes_of_a_notebook_says_nothing(root: Path, notebooks: Path) -> None:
    edit(root / NAME, "x = 1", "x = 2")
    assert update_workspace(root, notebooks) == []
    assert not (root / ".course" / "copies").exists()


def test_a_cell_that_jupyter_saved_as_lines_is_not_changed_by_that(
    root: Path, notebooks: Path
) -> None:
    edit(root / NAME, '"source": "x = 1"', '"source": ["x ", "= 1"]')
    publish(notebooks, markdown("a", "# Ports"), code("b", "x = 10"))
    assert update_workspace(root, notebooks) == [f"{NAME}: new edition"]
    assert sources(root / NAME) == ["# Ports", "x = 10"]


editions = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("123"), max_size=5).map(
    lambda cells: [markdown(name, source) for name, source in cells.items()]
)


@given(editions, editions)
def test_without_changes_of_the_learner_merging_gives_the_new_edition(
    old: list[Cell], new: list[Cell]
) -> None:
    assert merge(old, old, new) == new


@given(editions, editions)
def test_without_changes_of_ours_merging_gives_the_learners_cells(
    old: list[Cell], theirs: list[Cell]
) -> None:
    merged = merge(old, theirs, old)
    assert sorted(map(str, merged)) == sorted(map(str, theirs))


@given(editions, editions, editions)
def test_merging_loses_no_cell_that_the_learner_wrote(
    old: list[Cell], theirs: list[Cell], new: list[Cell]
) -> None:
    merged = merge(old, theirs, new)
    assert all(cell in merged for cell in theirs if cell not in old)
    assert len({cell["id"] for cell in merged}) == len(merged)


def test_a_cell_of_the_learners_stays_behind_the_one_that_it_stood_behind() -> None:
    a, b, mine = markdown("a", "A"), markdown("b", "B"), markdown("m", "mine")
    new = [markdown("z", "Z"), a, markdown("y", "Y"), b]
    assert merge([a, b], [a, mine, b], new) == [new[0], a, mine, new[2], b]


def test_a_cell_that_the_learner_deleted_stays_deleted_until_we_change_it() -> None:
    a, b = markdown("a", "A"), markdown("b", "B")
    assert merge([a, b], [a], [a, b]) == [a]
    assert merge([a, b], [a], [a, markdown("b", "new")]) == [a, markdown("b", "new")]


def test_the_workspace_is_the_named_one_else_the_nearest_above_else_a_fresh_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "workspace" / "deep"
    inner.mkdir(parents=True)
    monkeypatch.delenv("COURSE_WORKSPACE", raising=False)
    monkeypatch.chdir(inner)
    fresh = find_workspace()
    assert fresh.is_dir()
    assert tmp_path not in fresh.parents
    (tmp_path / "workspace" / ".course").mkdir()
    assert find_workspace() == tmp_path / "workspace"
    monkeypatch.setenv("COURSE_WORKSPACE", str(tmp_path / "named"))
    assert find_workspace() == tmp_path / "named"


@pytest.mark.parametrize("edited", [["x = 2", "x = 1"], ["x = 1", "x = 2"], ["x = 2", "x = 3"]])
def test_of_two_cells_with_one_id_each_that_was_changed_stays(
    root: Path, notebooks: Path, edited: list[str]
) -> None:
    notebook = json.loads((root / NAME).read_text("utf-8"))
    notebook["cells"][1:2] = [code("b", source) for source in edited]
    (root / NAME).write_text(json.dumps(notebook), "utf-8")
    publish(notebooks, markdown("a", "# Ports"), code("b", "x = 10"), code("c", "y = 1"))
    update_workspace(root, notebooks)
    found = sources(root / NAME)
    assert {each for each in edited if each != "x = 1"} <= set(found)
    cells = json.loads((root / NAME).read_text("utf-8"))["cells"]
    assert len({cell["id"] for cell in cells}) == len(cells)
