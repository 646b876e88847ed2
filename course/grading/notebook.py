"""What the cells of an exercise say: `course.exercise(5)`, `%%answer 2`, `course.check(2)`."""

from IPython.core.getipython import get_ipython
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import no_var_expand
from IPython.display import Markdown

from course.grading.exercise import Exercise, Task, read_exercise
from course.grading.feedback import Feedback
from course.grading.grade import grade, refusal, warm_up
from course.grading.progress import record_outcome, take_hint
from course.kernel import put_first
from course.parse import CourseError
from course.paths import ROOT
from course.refusals import answer_in_sentences
from course.workspace import find_workspace


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
    put_first(ROOT)
    warm_up()
    shell.magics_manager.register_function(_open.answer, "cell", "answer")
    tasks = len(_open.exercise.tasks)
    print(f"exercise {number}: {_open.exercise.title}; {tasks} tasks")


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

    @no_var_expand
    def answer(self, line: str, body: str) -> None:
        """`%%answer 2`: takes the cell as the answer, and defines here what it defines.

        It is run in a limited process first: an endless loop must not take the notebook with it.
        """
        task = self._task(line.strip())
        self._answers[task.number] = body
        if reason := refusal(body, task):
            raise CourseError(reason)
        exec(compile(body, f"<answer {task.number}>", "exec"), self._shell.user_ns)  # noqa: S102
        print(f"answer {task.number} is taken; course.check({task.number}) tries it")

    def check(self, number: int) -> Feedback:
        """Grades the answer as its cell was last run."""
        task = self.exercise.task(number)
        if number not in self._answers:
            raise CourseError(f"run the cell that begins with %%answer {number} first")
        outcome = grade(self._answers[number], task)
        record_outcome(find_workspace(), outcome)
        return Feedback(task, outcome)

    def hint(self, number: int) -> Markdown:
        """The next of the hints, and those before it."""
        task = self.exercise.task(number)
        taken = take_hint(find_workspace(), self.exercise.number, number, len(task.hints))
        told = "\n".join(f"{n}. {task.hints[n - 1]}" for n in range(1, taken + 1))
        left = len(task.hints) - taken
        more = f"{left} more: run the cell again." if left else "That is all of them."
        return Markdown(f"{told}\n\n*{more}*")  # type: ignore[no-untyped-call]

    def _task(self, word: str) -> Task:
        if not word.isdecimal():
            raise CourseError("say which task it answers: %%answer 2")
        return self.exercise.task(int(word))


_open: Open | None = None  # the one that this process runs
