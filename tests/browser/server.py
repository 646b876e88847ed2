"""`course learn` for one session in a browser: begun and ended as a learner does."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.course.starting import address, learning

SECONDS_TO_END = 20


@contextmanager
def served(workspace: Path, chapter: int, port: int) -> Iterator[str]:
    """The address that it prints. Ends with Ctrl-C."""
    with learning(workspace, chapter, port) as child:
        try:
            yield address(child)
        finally:
            child.send_signal(signal.SIGINT)
            try:
                child.wait(SECONDS_TO_END)
            finally:
                child.kill()
