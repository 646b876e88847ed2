"""Real kernels for tests: each runs cells of the small library in a workspace of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from tests.course.folding import LIBRARY

OPTIONS = ["--HistoryManager.hist_file=:memory:", "--log-level=ERROR"]


class CellFailed(Exception):
    """The text is what the notebook shows."""


class Kernel:
    """Cells in, what they print out."""

    def __init__(self, client: BlockingKernelClient) -> None:
        self._client = client
        self.offered: list[str] = []  # the cells that the last one put below itself

    def run(self, source: str, jupyter_cell: str | None = None) -> str:
        """Raises CellFailed. JupyterLab says in which of its cells the source stands."""
        self._client.session.metadata = {"cellId": jupyter_cell} if jupyter_cell else {}
        shown: list[str] = []
        failed: list[str] = []

        def collect(message: dict[str, Any]) -> None:
            content = message["content"]
            shown.append(content.get("text", ""))
            failed.extend(content.get("traceback", ()))

        reply = self._client.execute_interactive(source, output_hook=collect, timeout=60)
        self.offered = [each["text"] for each in reply["content"].get("payload", ())]
        if reply["content"]["status"] == "error":
            raise CellFailed("".join(shown) + "\n".join(failed))
        return "".join(shown)

    def open(self, chapter: int, workspace: Path) -> str:
        """The first cell of a chapter, in a workspace."""
        return self.run(opening(chapter, workspace))


def opening(chapter: int, workspace: Path) -> str:
    """A cell that opens a chapter of the small library."""
    return (
        "import os, pathlib, course.notebook.magics\n"
        f"os.environ['COURSE_WORKSPACE'] = {str(workspace)!r}\n"
        f"course.notebook.magics.open_chapter({chapter}, pathlib.Path({str(LIBRARY)!r}))"
    )


def failure(process: Kernel, source: str) -> str:
    """What the notebook shows of a cell that must fail."""
    with pytest.raises(CellFailed) as caught:
        process.run(source)
    return str(caught.value)


@contextmanager
def kernel(directory: Path) -> Iterator[Kernel]:
    """Working in the directory, as a notebook there would."""
    environment = {name: value for name, value in os.environ.items() if name != "COURSE_WORKSPACE"}
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(extra_arguments=OPTIONS, env=environment, cwd=str(directory))
    client = manager.client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=60)
        started = Kernel(client)
        # Else each `%reset` looks through all of it.
        assert started.run("import course.notebook.magics, gc; gc.freeze(); del course, gc") == ""
        yield started
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
        manager.cleanup_resources()
