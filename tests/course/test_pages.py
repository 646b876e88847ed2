"""The pages for people: their links lead somewhere, and what they list is what there is."""

import re
from pathlib import Path

import pytest

from course.paths import ROOT, SOURCES
from course.setup.doctor import SET_UP_MB
from course.sources.parse import read_chapters
from course.stages.run import STAGES

EXPLANATION = ROOT / "docs" / "explanation"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


GENERATED = {"openapi.json"}  # when the site is built, whose links are checked there


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    targets = re.findall(r"\]\((?!\w+:)([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert [target for target in missing if target not in GENERATED] == []


def test_a_link_from_chapter_to_chapter_leads_to_one() -> None:
    chapters = read_chapters(SOURCES)
    texts = "".join(each.source.read_text(encoding="utf-8") for each in chapters)
    targets = re.findall(r"\]\((\w+)\.ipynb", texts)
    assert len(targets) > 0
    assert set(targets) <= {each.slug for each in chapters}


def test_the_map_of_the_engine_names_each_of_its_modules_once() -> None:
    page = (EXPLANATION / "architecture.md").read_text(encoding="utf-8")
    rows = page.partition("| wing | what happens there | modules |")[2].partition("\n\n")[0]
    named = {
        wing: re.findall(r"`(\w+)`", modules)
        for wing, modules in re.findall(r"^\| `(\w+)/` \|[^|]+\| (.+) \|$", rows, re.MULTILINE)
    }
    wings = [path.parent for path in (ROOT / "course").glob("*/__init__.py")]
    assert named == {
        wing.name: sorted({path.stem for path in wing.glob("*.py")} - {"__init__"})
        for wing in wings
    }


def test_the_pages_that_answer_a_question_exist() -> None:
    page = (EXPLANATION / "architecture.md").read_text(encoding="utf-8")
    rows = page.partition("| question | page in `reference_app/` |")[2].partition("\n\n")[0]
    pages = re.findall(r"`([\w/]+(?:\.py|/))`", rows)
    assert len(pages) > 10
    assert [each for each in pages if not (ROOT / "reference_app" / each).exists()] == []


def test_every_decision_is_in_their_index() -> None:
    decisions = EXPLANATION / "decisions"
    index = (decisions / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\((\d{4}-[\w-]+\.md)\)", index) == sorted(
        path.name for path in decisions.glob("0*.md")
    )


def test_contributors_are_told_of_every_stage() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = text.partition("| stage | checks |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\w+)`", rows, re.MULTILINE) == [stage.name for stage in STAGES]


@pytest.mark.parametrize("page", ["README.md", "docs/how-to/start.md"])
def test_the_disk_that_is_needed_is_what_the_doctor_asks_for(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert re.findall(r"([\d.]+) GB of disk", text) == [f"{SET_UP_MB / 1000:.1f}"]


def test_the_readme_lists_the_chapters() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\d+) \| ([^|]+?) \|", text, re.MULTILINE)
    assert listed == [(str(each.number), each.title) for each in read_chapters(SOURCES)]


@pytest.mark.parametrize("plan", ["90 minutes", "Half a day", "Three days"])
def test_the_minutes_of_a_plan_add_up(plan: str) -> None:
    page = (ROOT / "docs" / "instructors.md").read_text(encoding="utf-8")
    section = page.partition(f"## {plan}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (?:(\d) \| )?(\d+) \| ", section, re.MULTILINE)
    sums: dict[str, int] = {}
    for day, minutes in rows:
        sums[day] = sums.get(day, 0) + int(minutes)
    wanted = {
        "90 minutes": {"": 90},
        "Half a day": {"": 230},
        "Three days": dict.fromkeys("123", 300),
    }
    assert sums == wanted[plan]
