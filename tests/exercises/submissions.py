"""What a class of thirty and more hands in for exercise 2, each in a way of its own."""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, Final, NamedTuple

from course.grading.misconceptions import misconceptions_of
from course.sources.exercise import read_exercise

Notebook = dict[str, Any]
Cell = dict[str, Any]
Points = tuple[float, float, float]

TASKS: Final = read_exercise(2).tasks
SOLVED: Final = {task.number: task.solution for task in TASKS}
OTHERWISE: Final = {task.number: task.alternatives[0].code for task in TASKS}
WRONG: Final = {each.name: each for each in misconceptions_of(2)}
SEATS: Final = "class SeatCount:\n    def __init__(self, number):\n        "

FULL: Final = (2, 3, 5)
NONE: Final = (0, 0, 0)
UNREADABLE: Final = "02_values.ipynb is no notebook: it can't be read."


class Submission(NamedTuple):
    """`make` gets the notebook that was handed out. `remark`: what must be said of the file."""

    student: str
    does: str
    make: Callable[[Notebook], bytes]
    points: Points
    remark: str = ""


def answering(
    answers: Mapping[int, str], then: Callable[[Notebook], None] = lambda _: None
) -> Callable[[Notebook], bytes]:
    """Puts these answers in, leaves the starter for the rest, and does something to it then."""

    def make(released: Notebook) -> bytes:
        notebook = deepcopy(released)
        for number, source in answers.items():
            cell_of(notebook, f"answer-{number}")["source"] = f"%%answer {number}\n{source}"
        then(notebook)
        return json.dumps(notebook).encode()

    return make


def with_wrong(*names: str) -> Callable[[Notebook], bytes]:
    """Solved but for these, each of its own task."""
    return answering(SOLVED | {WRONG[name].task: WRONG[name].answer for name in names})


def first(source: str) -> Callable[[Notebook], bytes]:
    """Solved but for task 1, whose answer is this."""
    return answering(SOLVED | {1: source})


def at_birth(statement: str) -> Callable[[Notebook], bytes]:
    """As `first`: a class that does something whenever one of it is made."""
    return first(f"{SEATS}{statement}\n")


def below_imports(statement: str) -> Callable[[Notebook], bytes]:
    """Solved, and in the cell of task 1 something besides."""
    return first(f"{statement}\n{SOLVED[1]}")


def just(content: bytes) -> Callable[[Notebook], bytes]:
    return lambda _: content


def cell_of(notebook: Notebook, name: str) -> Cell:
    cells: list[Cell] = [cell for cell in notebook["cells"] if cell["id"] == name]
    (found,) = cells
    return found


def code(source: str, name: str) -> Cell:
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def without(*names: str) -> Callable[[Notebook], None]:
    """These cells are deleted."""

    def edit(notebook: Notebook) -> None:
        notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] not in names]

    return edit


def with_cell(source: str, at: int) -> Callable[[Notebook], None]:
    """One more cell of code, which must not run."""
    return lambda notebook: notebook["cells"].insert(at, code(source, "experiment"))


def replacing(name: str, **changes: str) -> Callable[[Notebook], None]:
    """A cell is not as it was."""
    return lambda notebook: cell_of(notebook, name).update(changes)


def full_marks_in_checks(notebook: Notebook) -> None:
    for number, most in zip(SOLVED, FULL, strict=True):
        cell_of(notebook, f"check-{number}")["source"] = f"{most}"


def more_points(notebook: Notebook) -> None:
    cell_of(notebook, "check-1")["metadata"]["nbgrader"]["points"] = 100


def names_lost(notebook: Notebook) -> None:
    """As when all was copied into a new notebook."""
    for number, cell in enumerate(notebook["cells"]):
        cell |= {"id": f"new-{number}", "metadata": {}}


def names_twice(notebook: Notebook) -> None:
    """As when a cell was copied: two have one name."""
    notebook["cells"] += deepcopy(notebook["cells"])


def answered_again(source: str) -> Callable[[Notebook], None]:
    return lambda notebook: notebook["cells"].append(code(f"%%answer 1\n{source}", "again"))


def old_form(notebook: Notebook) -> None:
    """As Jupyter wrote it before 2014."""
    notebook |= {"nbformat": 3, "worksheets": [{"cells": notebook.pop("cells")}]}


MISSING: Final = "02_values.ipynb has no cell that begins with %%answer 2."
EQUAL: Final = (
    "class SeatCount:\n"
    "    def __init__(self, *_): pass\n"
    "    def __getattr__(self, name): return SeatCount()\n"
    "    def __eq__(self, other): return True\n"
    "    def __hash__(self): return 1\n"
)
READS: Final = (
    "import pathlib, reference_app\n"
    "ROOT = pathlib.Path(reference_app.__file__).parents[1]\n"
    "(ROOT / 'exercises/checks/test_02_values.py').read_text(encoding='utf-8')\n"
)
PATCHES: Final = (
    "import sys\n"
    "for name, module in list(sys.modules.items()):\n"
    "    if name.startswith('course'):\n"
    "        vars(module)['same'] = lambda *_: True\n"
)
LEAVES_A_TRACE: Final = "open('ran.txt', 'w').write('x')\nwhile True:\n    pass"

SUBMISSIONS: Final = (
    Submission("ada", "solves all", answering(SOLVED), FULL),
    Submission("bea", "solves all in another way", answering(OTHERWISE), FULL),
    Submission(
        "cem", "keeps True for a number", with_wrong("believes_true_is_no_int"), (1.5, 3, 5)
    ),
    Submission("dan", "hashes the text", with_wrong("hashes_the_text"), (2, 2.75, 5)),
    Submission("eva", "ends a second early", with_wrong("ends_a_second_early"), (2, 3, 4.5)),
    Submission(
        "fay",
        "has a mistake in each task",
        with_wrong("quotes_the_input", "writes_eq_alone", "counts_midnight_twice"),
        (1.75, 2.25, 4.5),
    ),
    Submission("gus", "got no further than task 1", answering({1: SOLVED[1]}), (2, 0, 0)),
    Submission("hal", "touches nothing", answering({}), NONE),
    Submission("ida", "empties the answers", answering(dict.fromkeys(SOLVED, "")), NONE),
    Submission(
        "jim", "hands in no cells", answering({}, lambda n: n["cells"].clear()), NONE, MISSING
    ),
    Submission("kim", "hands in an empty file", just(b""), NONE, UNREADABLE),
    Submission("lea", "hands in a letter", just(b"Sorry, my dog"), NONE, UNREADABLE),
    Submission("max", "hands in a picture", just(b"\x89PNG\r\n\xff\x00"), NONE, UNREADABLE),
    Submission("mia", "hands in 50 MB", just(b" " * 50_000_000), NONE, "clear all outputs"),
    Submission("ned", "hands in an old form", answering(SOLVED, old_form), NONE, UNREADABLE),
    Submission("ola", "nests too deeply", just(b'{"cells": ' + b"[" * 100_000), NONE, UNREADABLE),
    Submission("pat", "loops in the cell", below_imports("while True: pass"), (0, 3, 5)),
    Submission("pia", "loops in a method", at_birth("while True: pass"), (0, 3, 5)),
    Submission("quy", "sleeps", at_birth("import time; time.sleep(600)"), (0, 3, 5)),
    Submission("ray", "crashes", at_birth("import os; os._exit(0)"), (0, 3, 5)),
    Submission("rex", "forks and sleeps", at_birth("import os; os.fork(); input()"), (0, 3, 5)),
    Submission(
        "sam",
        "takes all memory",
        below_imports("x = [bytearray(2**27)] * 9 + [bytearray(2**34)]"),
        (0, 3, 5),
    ),
    Submission("sue", "prints megabytes", below_imports("print('x' * 5_000_000)"), FULL),
    Submission(
        "tea", "writes where it may", below_imports("open('ran.txt', 'w').write('x')"), FULL
    ),
    Submission(
        "tim", "writes where it may not", below_imports("open('../ran.txt', 'w')"), (0, 3, 5)
    ),
    Submission(
        "udo",
        "reads the checks, solves nothing",
        first(f"{READS}SeatCount = int"),
        (0, 3, 5),
    ),
    Submission(
        "una", "patches the graders", first(f"{PATCHES}{SEATS}self.number = number"), (0.5, 3, 5)
    ),
    Submission("vic", "equals everything", first(EQUAL), (0, 3, 5)),
    Submission(
        "wes", "forgot a colon", first(SOLVED[1].replace("SeatCount:", "SeatCount")), (0, 3, 5)
    ),
    Submission("wim", "misspells the class", first(SOLVED[1].replace("Seat", "Set")), (0, 3, 5)),
    Submission("xan", "writes points into the checks", answering({}, full_marks_in_checks), NONE),
    Submission("xia", "gives more points", answering(SOLVED, more_points), FULL),
    Submission("yan", "deletes the checks", answering(SOLVED, without("check-1", "check-3")), FULL),
    Submission(
        "yet", "deletes an answer", answering(SOLVED, without("answer-2")), (2, 0, 5), MISSING
    ),
    Submission(
        "yma",
        "makes a text of an answer",
        answering(SOLVED, replacing("answer-2", cell_type="markdown")),
        (2, 0, 5),
        MISSING,
    ),
    Submission("zac", "loses all names", answering(SOLVED, names_lost), FULL),
    Submission(
        "zed", "has each cell twice", answering(SOLVED, names_twice), FULL, "answers task 1 twice"
    ),
    Submission(
        "zev",
        "answers again below",
        answering(SOLVED, answered_again(WRONG["lets_zero_through"].answer)),
        (1.75, 3, 5),
        "answers task 1 twice",
    ),
    Submission("zia", "tries things on top", answering(SOLVED, with_cell(LEAVES_A_TRACE, 0)), FULL),
    Submission(
        "zoe", "tries things at the end", answering(SOLVED, with_cell(LEAVES_A_TRACE, -1)), FULL
    ),
    Submission(
        "zok",
        "brings its own course",
        answering({}, with_cell("import course\ncourse.check = lambda n: n", 2)),
        NONE,
    ),
    Submission("zur", "has half a character", below_imports("# \ud83d"), FULL),
    Submission(
        "zyx",
        "answers at length",
        first("x = 1\n" * 60_000),
        (0, 3, 5),
        "more than 100,000 characters",
    ),
)
