"""How a notebook shows an error that is meant for people: its sentence, without a traceback; and
what it says below that of a name which is missing."""

from collections.abc import Callable
from types import TracebackType

from IPython.core.interactiveshell import InteractiveShell

from course.errors import CourseError
from course.fold.tree import FoldError


def answer_in_sentences(
    shell: InteractiveShell,
    remedy: Callable[[FoldError], str] | None = None,
    made_by: Callable[[str], str] | None = None,
) -> None:
    """From now on, in this interpreter. `remedy` says what to do about a cell that does not fit,
    `made_by` which cell makes a name."""

    def show(
        shell: InteractiveShell,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType,
        tb_offset: int | None = None,
    ) -> None:
        if isinstance(error, NameError):
            lines = shell.InteractiveTB.structured_traceback(kind, error, trace, tb_offset)
            if made_by and error.name and _is_of_the_cell(shell, trace):
                lines += filter(None, [made_by(error.name)])
        else:
            lines = [_sentence(error, remedy)]
        shell._showtraceback(kind, error, lines)

    kinds = (CourseError, NameError) if made_by else (CourseError,)
    shell.set_custom_exc(kinds, show)  # type: ignore[no-untyped-call]


def _sentence(error: BaseException, remedy: Callable[[FoldError], str] | None) -> str:
    text = str(error)
    if isinstance(error, FoldError) and remedy:
        end = "" if text.endswith("?") else "."
        text = f"{text}{end} Nothing was written. {remedy(error)}".rstrip()
    return text


def _is_of_the_cell(shell: InteractiveShell, trace: TracebackType) -> bool:
    """And of no module that it called."""
    while trace.tb_next:
        trace = trace.tb_next
    return trace.tb_frame.f_globals is shell.user_ns
