"""How a notebook shows an error that is meant for people: its sentence, without a traceback."""

from collections.abc import Callable
from types import TracebackType

from IPython.core.interactiveshell import InteractiveShell

from course.errors import CourseError
from course.fold.tree import FoldError


def answer_in_sentences(
    shell: InteractiveShell, remedy: Callable[[FoldError], str] | None = None
) -> None:
    """From now on, in this interpreter. `remedy` says what to do about a cell that does not fit."""

    def show(
        shell: InteractiveShell,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType,
        tb_offset: int | None = None,
    ) -> None:
        text = str(error)
        if isinstance(error, FoldError) and remedy:
            end = "" if text.endswith("?") else "."
            text = f"{text}{end} Nothing was written. {remedy(error)}".rstrip()
        shell._showtraceback(kind, error, [text])

    shell.set_custom_exc((CourseError,), show)  # type: ignore[no-untyped-call]
