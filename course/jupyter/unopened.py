"""What the kernels of `course learn` answer to a chapter's magics until the chapter is open.

IPython runs this file when a kernel starts; course.chapter(n) puts the real ones in their place.
"""

from IPython.core.error import UsageError
from IPython.core.getipython import get_ipython


def _unopened(line: str, body: str = "") -> None:
    raise UsageError("run the first cell of the chapter first: it says course.chapter(n)")


if _shell := get_ipython():
    for _name in ("build", "test", "fails"):
        _shell.magics_manager.register_function(_unopened, "cell", _name)
    _shell.magics_manager.register_function(_unopened, "line", "course")
