"""In the browser's Python, run by node: cells as JupyterLite's kernel runs them, and their outputs.

It is given to Pyodide as text, so it imports nothing of the engine's.
"""

# mypy: ignore-errors

import json
import os
import sys
import tempfile
import time
from typing import Any

from pyodide_kernel import ipython_shell, kernel_instance, stderr_stream, stdout_stream

_outputs: list[dict[str, Any]] = []


def _stream(name: str, text: str) -> None:
    if _outputs and _outputs[-1].get("name") == name:
        _outputs[-1]["text"] += text
    else:
        _outputs.append({"output_type": "stream", "name": name, "text": text})


def _display(data: dict[str, Any], *_: object) -> None:
    _outputs.append({"output_type": "display_data", "data": data})


def _result(_: int, data: dict[str, Any], __: object) -> None:
    _outputs.append({"output_type": "execute_result", "data": data})


async def run_all(notebooks: str) -> str:
    """Each as in a kernel of its own, but for what stays imported, to spare the time."""
    stdout_stream.publish_stream_callback = _stream
    stderr_stream.publish_stream_callback = _stream
    ipython_shell.display_pub.display_data_callback = _display
    ipython_shell.displayhook.publish_execution_result = _result
    path, ran = list(sys.path), []
    for cells in json.loads(notebooks):
        sys.path[:] = path
        os.environ["COURSE_WORKSPACE"] = tempfile.mkdtemp()
        ipython_shell.reset()
        ran.append([cell async for cell in _run(cells)])
    return json.dumps(ran, default=str)


async def _run(cells):
    """Each cell's outputs and seconds; those after one that fails do not run."""
    for source in cells:
        begun = time.monotonic()
        _outputs.clear()
        reply = await kernel_instance.run(source)
        if reply["status"] == "error":
            _outputs.append({"output_type": "error", **reply})
        yield {"outputs": list(_outputs), "seconds": time.monotonic() - begun}
        if reply["status"] == "error":
            break
