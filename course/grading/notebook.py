"""What the cells of an exercise say: `course.exercise(5)`, `%%answer 2`, `course.check(2)`."""

import ast
from typing import Final

from IPython.core.getipython import get_ipython
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import no_var_expand
from IPython.display import Markdown

from course.errors import CourseError
from course.grading.asking import warm_up
from course.grading.feedback import Feedback
from course.grading.grade import grade, refusal
from course.grading.progress import record_outcome, take_hint
from course.learner.workspace import find_workspace
from course.notebook.kernel import warn_of_passing
from course.notebook.refusals import answer_in_sentences
from course.sources.exercise import Exercise, read_exercise
from course.sources.task import Task


def open_exercise(number: int) -> None:
    """Makes the running notebook that of an exercise; prints one line."""
    global _open
    shell = get_ipython()
    if shell is None:
        raise CourseError("course.exercise() is for notebooks: `course grade` grades them")
    answer_in_sentences(shell)
    if not isinstance(number, int):
        raise CourseError("an exercise is a number, without quotes: course.exercise(5)")
    _open = Open(shell, read_exercise(number))
    warm_up()
    shell.magics_manager.register_function(_open.answer, "cell", "answer")
    shell.magics_manager.register_function(_no_chapter, "line", "course")
    tasks = len(_open.exercise.tasks)
    print(f"exercise {number}: {_open.exercise.title}; {tasks} tasks")
    warn_of_passing(shell)


def _no_chapter(_: str) -> None:
    raise CourseError("`%course` is for chapters; here are course.check(1) and course.hint(1)")


def this_exercise() -> "Open":
    """The one that is running."""
    if _open is None:
        if shell := get_ipython():
            answer_in_sentences(shell)
        raise CourseError("open an exercise first: run the cell course.exercise(5)")
    return _open


class Open:
    """One exercise, open in one interpreter, with the answers as they were last run."""

    def __init__(self, shell: InteractiveShell, exercise: Exercise) -> None:
        self._shell = shell
        self.exercise = exercise
        self._answers: dict[int, str] = {}
        self._defined: dict[int, dict[str, object]] = {}

    @no_var_expand
    def answer(self, line: str, body: str) -> None:
        """`%%answer 2`: takes the cell as the answer, and defines here what it defines.

        It is run in a limited process first: an endless loop must not take the notebook with it.
        """
        task = self._task(line.strip())
        self._answers[task.number] = body
        if reason := refusal(body, task):
            raise CourseError(reason)
        self._define(task.number, body)
        print(f"answer {task.number} is noted; course.check({task.number}) tries it")

    def _define(self, number: int, body: str) -> None:
        """In the notebook's own names, which may lack what the limited process has."""
        names = self._shell.user_ns
        try:
            exec(compile(body, f"<answer {number}>", "exec"), names)  # noqa: S102
        except NameError as missing:
            raise CourseError(
                f"`{missing.name}` is not defined here: run the cells above this one first"
            ) from missing
        defined = (node.name for node in ast.parse(body).body if isinstance(node, _DEFINES))
        self._defined[number] = {name: names[name] for name in defined}

    def _defined_anew(self, number: int) -> list[str]:
        """What another cell has defined since, under a name of the answer."""
        ours = self._defined.get(number, {})
        return [name for name in ours if self._shell.user_ns.get(name) is not ours[name]]

    def check(self, number: int) -> Feedback:
        """Grades the answer as its cell was last run."""
        task = self._numbered(number, "check")
        if number not in self._answers:
            raise CourseError(f"run the cell that begins with %%answer {number} first")
        if anew := self._defined_anew(number):
            print(f"{anew[0]} was defined anew by another cell. What counts is %%answer {number}.")
        outcome = grade(self._answers[number], task)
        try:
            record_outcome(find_workspace(), outcome)
        except CourseError as error:
            print(f"{error}.")
        return Feedback(task, outcome)

    def hint(self, number: int) -> Markdown:
        """The next of the hints, and those before it."""
        task = self._numbered(number, "hint")
        taken = take_hint(find_workspace(), self.exercise.number, number, len(task.hints))
        told = "\n".join(f"{n}. {task.hints[n - 1]}" for n in range(1, taken + 1))
        left = len(task.hints) - taken
        more = f"{left} more: run the cell again." if left else "That is all of them."
        return Markdown(f"{told}\n\n*{more}*")  # type: ignore[no-untyped-call]

    def _numbered(self, number: int, call: str) -> Task:
        if number == 0:
            calls = ", ".join(f"course.{call}({task.number})" for task in self.exercise.tasks)
            raise CourseError(f"say of which task: {calls}")
        return self.exercise.task(number)

    def _task(self, word: str) -> Task:
        if not word.isdecimal():
            raise CourseError("say which task it answers: %%answer 2")
        return self.exercise.task(int(word))


_DEFINES: Final = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_open: Open | None = None  # the one that this process runs
