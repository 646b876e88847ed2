"""What the kernels of `course learn` answer to the magics of a notebook until it is open.

IPython runs this file when a kernel starts; opening puts the real ones in their place.
"""

from IPython.core.error import UsageError
from IPython.core.getipython import get_ipython


def _unopened(line: str, body: str = "") -> None:
    raise UsageError("run the first code cell of this notebook first: it opens it")


if _shell := get_ipython():
    for _name in ("build", "test", "fails", "answer"):
        _shell.magics_manager.register_function(_unopened, "cell", _name)
    _shell.magics_manager.register_function(_unopened, "line", "course")
