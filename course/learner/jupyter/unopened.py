"""What the kernels of `course learn` answer until a notebook is open: to its magics, and to a cell
that lacks a name because nothing above it has been run since the kernel started.

IPython runs this file when a kernel starts; opening puts the real ones in their place.
"""

from IPython.core.error import UsageError
from IPython.core.getipython import get_ipython


def _unopened(line: str, body: str = "") -> None:
    raise UsageError("run the first code cell of this notebook first: it opens it")


def _show(shell, kind, error, trace, tb_offset=None):  # type: ignore[no-untyped-def]
    """The traceback as ever, and a line below it."""
    lines = shell.InteractiveTB.structured_traceback(kind, error, trace, tb_offset)
    hint = "This kernel is new: run the cells above this one, from the first on."
    shell._showtraceback(kind, error, [*lines, hint])


if _shell := get_ipython():
    _shell.set_custom_exc((NameError,), _show)  # type: ignore[no-untyped-call]
    for _name in ("build", "test", "fails", "answer"):
        _shell.magics_manager.register_function(_unopened, "cell", _name)
    _shell.magics_manager.register_function(_unopened, "line", "course")
