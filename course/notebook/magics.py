"""What the cells of a chapter can say: `%%build`, `%%fails`, `%course diff`.

The learner's files are learner/'s, the modules and names of the interpreter kernel.py's.
"""

import difflib
import importlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from IPython.core.getipython import get_ipython
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import no_var_expand
from IPython.display import display

from course.apps.changes import changed
from course.errors import CourseError
from course.fold.tree import FoldError
from course.learner.learner import Learner
from course.learner.review import mend, read_step, refuse_unbuilt, remarks, unbuilt, unfit, whose
from course.learner.workspace import find_workspace
from course.notebook.ask import answer
from course.notebook.fails import in_a_line, line_in, must_fail_cells
from course.notebook.kernel import Names, jupyter_cell, put_first, warn_of_passing
from course.notebook.missing import made_by
from course.notebook.refusals import answer_in_sentences
from course.notebook.trial import prove, try_tests
from course.paths import PACKAGE, SOURCES, module_name
from course.pictures.layer_map import map_of
from course.sources.chapter import BuildCell, as_typed
from course.sources.parse import parse_build, read_chapters
from course.sources.steps import spans, step_name


def open_chapter(number: int, sources: Path = SOURCES) -> None:
    """Makes the running notebook that of a chapter; prints one line."""
    global _notebook
    shell = get_ipython()
    if shell is None:
        raise CourseError("course.chapter() is for notebooks: `course learn` opens them")
    answer_in_sentences(shell)
    if not isinstance(number, int):
        raise CourseError(f"a chapter is a number, without quotes: course.chapter({number})")
    _notebook = Notebook(shell, Learner(find_workspace(), read_chapters(sources)), number)
    _notebook.open()


def this_notebook() -> "Notebook":
    """The one that is running."""
    if _notebook is None:
        if shell := get_ipython():
            answer_in_sentences(shell)
        raise CourseError("open a chapter first: course.chapter(5)")
    return _notebook


class Notebook:
    """One chapter, open in one interpreter."""

    def __init__(self, shell: InteractiveShell, learner: Learner, number: int) -> None:
        self._shell = shell
        self.learner = learner
        self._number = number
        self._names = Names(shell.user_ns, learner.tree(number))

    def open(self) -> None:
        """Magics come first: when a changed cell keeps the app from folding, `%course` mends it."""
        chapter = self.learner.chapter(self._number)
        answer_in_sentences(self._shell, self._remedy, partial(made_by, chapter))
        self._shell.magics_manager.register_function(self.build, "cell", "build")
        self._shell.magics_manager.register_function(self.test, "cell", "test")
        self._shell.magics_manager.register_function(self.course, "line", "course")
        transformers = self._shell.input_transformers_cleanup
        if must_fail_cells not in transformers:
            transformers.append(must_fail_cells)
        put_first(self.learner.tree(self._number))
        self._say(self.learner.open(self._number))
        self._names.forget()
        self._finish(f"chapter {self._number}: {chapter.title}", "this chapter was opened")
        warn_of_passing(self._shell)
        display(map_of(chapter, self.learner.tree(self._number)))  # type: ignore[no-untyped-call]

    @no_var_expand
    def build(self, line: str, body: str) -> None:
        """`%%build PATH`: takes the cell into the app and imports the module that it wrote."""
        parsed = replace(self._parsed(line, body), jupyter_cell=jupyter_cell(self._shell))
        cell, notes = self.learner.run(parsed)
        self._say(notes)
        self._say(remarks(self.learner, cell))
        self._import(cell)
        lines = cell.body.count("\n")
        self._finish(f"{cell}: wrote {_short(cell)}, {lines} line{'s' if lines > 1 else ''}")

    @no_var_expand
    def test(self, line: str, body: str) -> None:
        """`%%test http/test_users.py [CHANGE ...]`: the cell is a file of tests. It runs on the
        finished app with the learner's cells, changed as the named variables say."""
        name, *changes = line.split() or [""]
        if unknown := [each for each in changes if each not in self._shell.user_ns]:
            raise CourseError(
                f"there is no variable {', '.join(unknown)}: run the cell above first"
            )
        wanted = [self._shell.user_ns[each] for each in changes]
        with changed(self.learner.finished(), wanted) as tree:
            print(try_tests(tree, name, body))

    def finished(self) -> Path:
        """The finished app with the learner's cells; says which steps of this chapter are ours."""
        if left := [cell.step for cell in unbuilt(self.learner, self._number)]:
            print(f"({spans(self._number, left)}: ours, for you have not run them yet)")
        return self.learner.finished()

    def prove(self, files: Sequence[str]) -> None:
        """Runs files of the reference suite on this chapter's app."""
        refuse_unbuilt(self.learner, self._number)
        cells = [cell for each in self.learner.chapters.values() for cell in each.builds]
        print(prove(self.learner.tree(self._number), files, self._number, cells))

    def course(self, line: str) -> None:
        """`%course COMMAND`."""
        name, _, argument = line.strip().partition(" ")
        if name == "reset":
            self._reset(argument.strip())
        else:
            answer(self.learner, self._number, line.strip())

    def _reset(self, argument: str) -> None:
        """Offers our text as the next cell, for the notebook still holds the learner's. In another
        chapter's notebook it would become a step of that chapter."""
        number, step = read_step(argument)
        was_ran = step in [cell.step for cell in self.learner.ran(number)]
        self._say(self.learner.reset(number, step))
        if number != self._number and not was_ran:
            print(f"{step_name(number, step)}: ours already, for you have not run it")
            return
        self._say(self.learner.open(self._number))
        self._names.forget()
        ours = [cell for cell in self.learner.chapter(number).builds if cell.step == step]
        for cell in ours if number == self._number else ():
            self._shell.set_next_input(as_typed(cell))
        state = "ours again" if ours else "taken out"
        there = (
            ""
            if number == self._number
            else f"; the notebook of chapter {number} still has your cell"
        )
        self._finish(f"{step_name(number, step)}: {state}{there}")

    def _parsed(self, line: str, body: str) -> BuildCell:
        """A cell that cannot be parsed is refused as the step whose body is most like its own;
        finding that one takes long, so it is done for no other."""
        try:
            return parse_build(line, body, chapter=self._number, step=0)
        except CourseError:
            ours = {cell.body: cell.step for cell in self.learner.chapter(self._number).builds}
            close = difflib.get_close_matches(body, ours, n=1, cutoff=0.5)
            step = ours[close[0]] if close else 0
            return parse_build(line, body, chapter=self._number, step=step)

    def _import(self, cell: BuildCell) -> None:
        """The real module, as everybody else imports it. CourseError when it cannot be imported."""
        self._names.forget()
        if not cell.key.path.endswith(".py"):
            return
        try:
            module = importlib.import_module(module_name(cell.key.path))
            if self.learner.tree(self._number) not in Path(module.__file__ or "").parents:
                raise ImportError(f"{PACKAGE}/__init__.py is not built yet")
        except Exception as error:  # a module of the learner's may raise anything
            found = f"{in_a_line(error)}{line_in(self.learner.tree(self._number), error)}"
            raise CourseError(
                f"chapter {cell.chapter}, {cell}: wrote {_short(cell)}, but importing it fails: "
                f"{found}. {mend(self.learner, self._number, cell)}".rstrip()
            ) from error

    def _finish(self, line: str, done: str = "this build") -> None:
        """Makes the names new, and says what was done."""
        if old := self._names.renew():
            was, has, them = ("was", "has", "it") if len(old) == 1 else ("were", "have", "them")
            print(
                f"{', '.join(old)} {was} made before {done} and still {has} the old code: "
                f"run the cell that makes {them} again"
            )
        print("; ".join(filter(None, [line, whose(self.learner, self._number)])))

    def _remedy(self, error: FoldError) -> str:
        return unfit(self.learner, self._number, error)

    def _say(self, notes: Iterable[str]) -> None:
        for note in notes:
            print(note)


_notebook: Notebook | None = None  # the one that this process runs


def _short(cell: BuildCell) -> str:
    return cell.key.path.removeprefix(f"{PACKAGE}/")
