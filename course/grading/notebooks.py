"""Masters to notebooks: starters and solutions. What a master holds: sources/exercise.py."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from course.files import write
from course.grading.examine import CHECKS, checks_for
from course.grading.outcome import points
from course.paths import APP, ROOT
from course.sources.demands import without_marks
from course.sources.exercise import EXERCISES, MASTERS, Exercise, read_exercises
from course.sources.task import Task
from course.write.execute import Page, execute, give_ids, notebook_of
from course.write.render import check_pages, without_source

SOLUTIONS: Final = ROOT / "solutions"
FEATURE: Final = EXERCISES / "invitations"
_SHOW: Final = re.compile(r"^<!-- show: (\w+\.py) -->$", re.MULTILINE)


def generate(numbers: Collection[int] = (), *, only_changed: bool = True) -> list[Path]:
    """Writes what is not up to date: the kept modules, then starters and solutions, executed; of
    these exercises, or of all."""
    written = [path for path, text in kept_modules() if _differs(path, text)]
    for path, text in kept_modules():
        if path in written:
            write(path, text)
    return [*written, *execute(pages(numbers), only_changed=only_changed)]


def check_generated(numbers: Collection[int] = ()) -> list[str]:
    """What is not as `generate` would leave it, a sentence each."""
    stale = [path.name for path, text in kept_modules() if _differs(path, text)]
    found = [f"{name} differs from its master: run `make build`" for name in stale]
    slugs = [each.slug for each in read_exercises()]
    unknown = [each for folder in (EXERCISES, SOLUTIONS) for each in without_source(folder, slugs)]
    return [*found, *check_pages(pages(numbers)), *unknown]


def kept_modules() -> list[tuple[Path, str]]:
    """Our answers that later exercises stand on, each a module of the feature."""
    return [
        (FEATURE / cell.metadata.info["keep"], _kept(exercise, cell))
        for exercise in read_exercises()
        for cell in exercise.cells
        if cell.metadata.info.get("keep")
    ]


def _kept(exercise: Exercise, cell: NotebookNode) -> str:
    task = exercise.task(int(cell.metadata.task))
    title = task.title.rstrip(".?!")
    origin = f"Our answer to task {task.number} of exercise {exercise.number}"
    return f'"""{origin}: {title[0].lower()}{title[1:]}."""\n\n{task.solution}'


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text(encoding="utf-8") != text


def pages(numbers: Collection[int] = ()) -> list[Page]:
    """Starters, then solutions; of these exercises, or of all."""
    exercises = [each for each in read_exercises() if not numbers or each.number in numbers]
    starters = [_page("exercise", each, EXERCISES, starter(each)) for each in exercises]
    solutions = [_page("solution", each, SOLUTIONS, solution(each)) for each in exercises]
    return [*starters, *solutions]


def _page(kind: str, exercise: Exercise, folder: Path, cells: list[NotebookNode]) -> Page:
    notebook = notebook_of(cells, _fingerprint(exercise))
    return Page(f"{kind} {exercise.number}", folder / f"{exercise.slug}.ipynb", notebook)


def starter(exercise: Exercise) -> list[NotebookNode]:
    """The cells that a learner gets. An answer is named `answer-2`, what tries it `check-2`."""
    return _cells(exercise, {task.number: [task.starter] for task in exercise.tasks})


def solution(exercise: Exercise) -> list[NotebookNode]:
    """The cells with our answers, each followed by its reasons."""
    texts = {task.number: [task.solution, *_reasons(task)] for task in exercise.tasks}
    return _cells(exercise, texts)


def _cells(exercise: Exercise, answers: Mapping[int, Sequence[str]]) -> list[NotebookNode]:
    """`answers`: for each task the answer, and Markdown to stand below it."""
    cells: list[NotebookNode] = []
    named: list[NotebookNode] = []
    for cell in exercise.cells:
        if cell.metadata.role in ("text", "opening", "given"):
            text = _SHOW.sub(_shown, _with_facts(without_marks(cell.source), exercise))
            cells.append(_plain(cell.cell_type, text))
        elif cell.metadata.role == "answer":
            number = int(cell.metadata.task)
            text, *below = answers[number]
            named += [
                _code(f"%%answer {number}\n{text.rstrip()}", f"answer-{number}"),
                _code(f"course.check({number})", f"check-{number}"),
            ]
            cells += [*named[-2:], *(_plain("markdown", each) for each in below)]
    give_ids((cell, cell.source) for cell in cells if cell not in named)
    return cells


def _shown(found: re.Match[str]) -> str:
    """A module of the feature, folded."""
    text = (FEATURE / found[1]).read_text(encoding="utf-8").strip()
    name = f"<code>exercises/invitations/{found[1]}</code>"
    return f"<details><summary>{name}</summary>\n\n```python\n{text}\n```\n\n</details>"


def _plain(kind: str, source: str) -> NotebookNode:
    make = new_code_cell if kind == "code" else new_markdown_cell
    cell: NotebookNode = make(source)  # type: ignore[no-untyped-call]
    return cell


def _code(source: str, name: str) -> NotebookNode:
    cell = _plain("code", source)
    cell.id = name
    return cell


def _with_facts(source: str, exercise: Exercise) -> str:
    """Below the title of the exercise, and of each task: how long, how much."""
    heading, _, rest = source.partition("\n")
    if heading.startswith("# "):
        minutes = sum(task.minutes for task in exercise.tasks)
        chapter = f"[chapter {exercise.number}](../notebooks/{exercise.slug}.ipynb)"
        return f"{heading}\n\n*After {chapter} · about {minutes} minutes · 10 points*\n{rest}"
    if found := re.match(r"## Task (\d):", heading):
        task = exercise.task(int(found[1]))
        most = points(sum(check.points for check in checks_for(task)))
        return f"{heading}\n\n*{task.stars} · about {task.minutes} minutes · {most} points*\n{rest}"
    return source


def _reasons(task: Task) -> list[str]:
    """Markdown: why this way, other ways, and the hints."""
    hints = "\n".join(f"{n}. {hint}" for n, hint in enumerate(task.hints, start=1))
    others = [
        f"### Another way\n\n{a.words}\n\n```python\n{a.code}\n```" for a in task.alternatives
    ]
    return [f"### Why this way\n\n{task.why}", *others, f"### The hints\n\n{hints}"]


def _fingerprint(exercise: Exercise) -> str:
    """Of all that the outputs depend on: the master, its checks and wrong answers, the app, the
    feature, and what grades."""
    files = [
        *sorted((ROOT / "course" / "grading").glob("*.py")),
        *sorted(APP.rglob("*.py")),
        *sorted(FEATURE.glob("*.py")),
        *sorted((EXERCISES / "wrong" / exercise.slug).glob("*.py")),
        *sorted(set(CHECKS.glob("*.py")) - set(CHECKS.glob("test_*.py"))),
        CHECKS / f"test_{exercise.slug}.py",
        MASTERS / f"{exercise.slug}.md",
    ]
    texts = "\0".join(path.read_text(encoding="utf-8") for path in files)
    return hashlib.sha256(texts.encode()).hexdigest()[:16]
