"""Chapters in a reader's browser: the same outputs, no server, no outside request.

All of them run in node, with the very wheels of the site; three in Chromium, from a built site,
where no network is but loopback.
"""

import io
import json
import logging
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from course.lite.archives import zstd
from course.lite.book import book
from course.lite.node import Cell, differences, run, to_run
from course.lite.site import address, build_lite
from course.paths import NOTEBOOKS, ROOT
from course.sources.demands import without_marks
from course.sources.exercise import read_exercise, read_exercises
from course.sources.regions import starter_of
from tests.chromium import MISSING, NAMES
from tests.lacking import lacking, needs_node
from tests.site.asked import asked

LOG = logging.getLogger(__name__)  # sizes and seconds: pytest --log-cli-level=INFO
CHAPTERS = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb") if path.stem > "01")
IN_CHROMIUM = ("04_rules_across", "06_tables", "10_the_http_door")  # rules, the database, HTTP
ANY = "any"
LOOPBACK_ONLY = ("unshare", "--map-root-user", "--net", "--", "sh", "-c")
# Said in the process in which all chapters ran.
REST = """
import sys
(later,) = (each for each in sys.meta_path if type(each).__name__ == "Later")
print(len(later._names))
"""
ENDLESS = (
    "class SeatCount:\n    def __init__(self, number):\n        while True:\n            pass\n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    needs_node()
    site = tmp_path_factory.mktemp("site")
    begun = time.monotonic()
    target = build_lite(site)
    size = sum(file.stat().st_size for file in target.rglob("*") if file.is_file())
    LOG.info(f"JupyterLite: {size / 1e6:.1f} MB, built in {time.monotonic() - begun:.1f} s")
    return site


@pytest.fixture(scope="module")
def in_node(site: Path, request: pytest.FixtureRequest) -> dict[str, list[Cell]]:
    """By chapter; `ANY`: exercise 2, as somebody answers it. In one process: most of its time goes
    into what it loads."""
    solved = [(task.number, task.solution) for task in read_exercise(2).tasks]
    wanted = asked(request, otherwise=ANY)
    chapters = [name for name in CHAPTERS if name in wanted]
    notebooks = {name: _sources(to_run(NOTEBOOKS / f"{name}.ipynb")) for name in chapters}
    if ANY in wanted:
        notebooks[ANY] = [*_answers(2, [(1, ENDLESS), *solved]), REST]
    folder = site / "lite" / "static" / "pyodide"
    begun = time.monotonic()
    found = dict(zip(notebooks, run(folder, [*notebooks.values()]), strict=True))
    LOG.info(f"{len(notebooks)} notebooks in node: {time.monotonic() - begun:.1f} s")
    return found


def _sources(cells: Sequence[Cell]) -> list[str]:
    return ["".join(cell["source"]) for cell in cells]


def _answers(number: int, answers: Sequence[tuple[int, str]]) -> list[str]:
    """The cells of somebody who answers these tasks so, and asks what is said of each."""
    cells = ["import course", f"course.exercise({number})"]
    for task, source in answers:
        cells.append(
            f"try:\n    get_ipython().run_cell_magic('answer', '{task}', {source!r})\n"
            "except course.errors.CourseError as error:\n    print(error)"
        )
        cells.append(f"said = course.check({task}); print(said.text())")
    return cells


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_gives_the_same_outputs_in_the_browsers_python(
    in_node: dict[str, list[Cell]], chapter: str
) -> None:
    assert [*differences(to_run(NOTEBOOKS / f"{chapter}.ipynb"), in_node[chapter])] == []


def test_an_endless_loop_ends_and_right_answers_after_it_have_all_their_points(
    in_node: dict[str, list[Cell]],
) -> None:
    endless, *solved = _said(in_node[ANY][:-1])[3::2]
    assert endless.startswith("Not yet")
    assert "did not end" in endless
    assert [words.splitlines()[-1].partition(":")[0] for words in solved] == ["Passed"] * 3


def test_no_chapter_waits_for_what_hardly_anybody_imports(
    in_node: dict[str, list[Cell]],
) -> None:
    assert int(_said(in_node[ANY])[-1]) > 0


def _said(cells: Sequence[Cell]) -> list[str]:
    return ["".join(each.get("text", "") for each in cell["outputs"]) for cell in cells]


def test_the_masters_of_exercises_lose_their_answers_on_the_way(site: Path) -> None:
    packed = site / "lite" / "static" / "pyodide" / "book.tar.zst"
    with tarfile.open(fileobj=io.BytesIO(zstd.decompress(packed.read_bytes()))) as tar:
        found = tar.extractfile("exercises/source/02_values.md")
        texts = found.read().decode() if found else ""
    tasks = read_exercise(2).tasks
    answers = [each.solution for each in tasks]
    answers += [each.code for task in tasks for each in task.alternatives]
    assert "SeatCount" in texts
    assert [each for each in answers if each.strip() in texts] == []


def test_what_learners_begin_with_is_the_same_in_a_browser() -> None:
    files = book()
    for exercise in read_exercises():
        text = files[f"exercises/source/{exercise.slug}.md"].decode()
        for task in exercise.tasks:
            assert task.starter.strip() in without_marks(starter_of(text, task.number))


@pytest.fixture(scope="module")
def in_chromium(
    site: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> dict[str, Any]:
    """What Chromium found: `read`, by chapter, and what it asked for `outside` of the site."""
    if sys.platform != "linux":
        pytest.skip("a network of its own is Linux's to give")
    if not any(map(shutil.which, NAMES)):
        lacking(*MISSING)
    if subprocess.run([*LOOPBACK_ONLY, "ip link set lo up"], check=False).returncode:
        lacking("no network of loopback only", "it takes `unshare`, `ip` and the right to")
    file = tmp_path_factory.mktemp("jobs") / "jobs.json"
    wanted = asked(request, otherwise=ANY)
    chapters = [name for name in IN_CHROMIUM if wanted & {name, ANY}]
    jobs = [{"path": address(name), "typed": _typed(name)} for name in chapters]
    file.write_text(json.dumps(jobs), encoding="utf-8")
    command = [sys.executable, "-m", "tests.site.reading", str(site), str(file)]
    begin = 'ip link set lo up && exec "$@"'
    subprocess.run([*LOOPBACK_ONLY, begin, "sh", *command], cwd=ROOT, check=True)
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    found["read"] = dict(zip(chapters, found["read"], strict=True))
    for name, each in found["read"].items():
        LOG.info(f"{name} in Chromium: ready after {each['ready']:.1f} s, ran {each['ran']:.1f} s")
    return found


def _typed(chapter: str) -> dict[str, str]:
    """What we predict; a reader's copy leaves it to them."""
    cells = to_run(NOTEBOOKS / f"{chapter}.ipynb")
    typed = {cell["id"]: "".join(cell["source"]) for cell in cells}
    return {name: source for name, source in typed.items() if source.startswith("guess = ")}


@pytest.mark.parametrize("chapter", IN_CHROMIUM)
def test_a_chapter_runs_to_its_end_in_chromium(in_chromium: dict[str, Any], chapter: str) -> None:
    ran = [cell for cell in in_chromium["read"][chapter]["cells"] if cell["cell_type"] == "code"]
    committed = to_run(NOTEBOOKS / f"{chapter}.ipynb")
    assert [cell["id"] for cell in ran] == [cell["id"] for cell in committed]
    assert [*differences(committed, ran)] == []


def test_nothing_outside_of_the_site_is_asked(in_chromium: dict[str, Any]) -> None:
    assert in_chromium["asked"] > 100
    assert in_chromium["outside"] == []


def test_the_console_holds_no_error(in_chromium: dict[str, Any]) -> None:
    """Chromium's, where the chapters were read."""
    assert in_chromium["errors"] == []
