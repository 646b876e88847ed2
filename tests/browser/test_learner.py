"""What a learner does besides reading on: mistakes, the way back, an evening off."""

import re
from pathlib import Path

from nbformat import NotebookNode
from playwright.sync_api import BrowserContext, expect

from tests.browser.lab import Lab, opened
from tests.course.starting import free_port

CHAPTER = 2  # its first build cell needs no other cell of it
MISTAKE = "\n\nnothing_there()\n"
ADDITION = "\n\nclass Mine(Exception):\n    pass\n"


def test_a_wrong_build_cell_is_told_in_a_line_and_taken_back(lab: Lab) -> None:
    lab.open(CHAPTER)
    ours = first_build(lab.saved(CHAPTER))
    begin(lab, MISTAKE)
    wrong = first_build(lab.saved(CHAPTER))
    assert wrong.source == f"{ours.source}{MISTAKE}"
    (line,) = (output.traceback for output in wrong.outputs)
    assert len(line) == 1
    assert "NameError: name 'nothing_there' is not defined" in line[0]
    way_back = re.search(r"`(%course reset [\d.]+)`", line[0])
    assert way_back, line

    lab.ask(way_back[1])
    cells = lab.saved(CHAPTER)
    reset = next(at for at, cell in enumerate(cells) if cell.source == way_back[1])
    assert "ours again" in cells[reset].outputs[0].text
    assert cells[reset + 1].source.rstrip() == ours.source.rstrip()
    assert "nothing_there" not in built(lab.workspace)


def test_whoever_returns_finds_all_their_work(learner: BrowserContext, tmp_path: Path) -> None:
    workspace, port = tmp_path / "my workspace", free_port()
    with opened(learner, workspace, CHAPTER, port) as lab:
        begin(lab, ADDITION)
        left = lab.saved(CHAPTER)
        files = built(workspace)
    assert "class Mine" in files
    assert "class Mine" in first_build(left).source
    assert "wrote" in first_build(left).outputs[0].text

    with opened(learner, workspace, CHAPTER, port) as lab:
        expect(lab.cell("%%build")).to_contain_text("class Mine")
        expect(lab.cell("%%build").locator(".jp-OutputArea-output")).to_contain_text("wrote")
        expect(lab.cell("course.chapter(").locator("figure svg")).to_be_visible()
        assert lab.saved(CHAPTER) == left
        assert built(workspace) == files
        lab.run(lab.cell("course.chapter("))
        lab.ask("%course diff")
        expect(lab.cell("%course diff")).to_contain_text("+class Mine")


def begin(lab: Lab, text: str) -> None:
    """Opens the chapter in the kernel, and runs its first build cell with a text at its end."""
    lab.run(lab.cell("course.chapter("))
    lab.type_at_end(lab.cell("%%build"), text)
    lab.run(lab.cell("%%build"))


def first_build(cells: list[NotebookNode]) -> NotebookNode:
    return next(cell for cell in cells if cell.source.startswith("%%build"))


def built(workspace: Path) -> str:
    """All that the learner's app says."""
    files = sorted((workspace / "reference_app").rglob("*.py"))
    return "\n".join(f"# {file.name}\n{file.read_text(encoding='utf-8')}" for file in files)
