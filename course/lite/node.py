"""Notebooks run in the browser's Python without a browser: by node, with the very same wheels.

What must be the same as in the committed notebooks is compared here; tests ask for it.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from course.errors import CourseError
from course.lite.local import is_local

_RUN: Final = Path(__file__).with_name("run.mjs")
SECONDS: Final = 120  # for a notebook, and to start: the machine may be busy

Cell = dict[str, Any]
Outputs = list[dict[str, Any]]


def run(folder: Path, notebooks: Sequence[Sequence[str]]) -> list[list[Cell]]:
    """What came of each notebook's cells, as `outputs` and `seconds`; of one that fails, up to
    there. `folder` is Pyodide's. Raises `CourseError` when there is no node, or it fails."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        file = Path(scratch, "notebooks.json")
        file.write_text(json.dumps(notebooks), encoding="utf-8")
        in_node(_RUN, folder, file, seconds=SECONDS * (1 + len(notebooks)))
        ran: list[list[Cell]] = json.loads(file.read_text(encoding="utf-8"))
    return ran


def in_node(script: Path, *given: str | Path, seconds: float) -> None:
    """Runs one of ours. Raises `CourseError` when there is no node, or it fails."""
    program = shutil.which("node")
    if program is None:
        raise CourseError("node is not installed: it runs the browser's Python outside of one")
    try:
        done = subprocess.run(
            [program, script, *given], capture_output=True, text=True, check=False, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        raise CourseError(f"node did not end within {seconds:.0f} s: {script.name}") from None
    if done.returncode:
        raise CourseError(f"the browser's Python does not start:\n{done.stderr[-1500:]}")


def to_run(notebook: Path) -> list[Cell]:
    """The code cells that a browser can run."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code" and not is_local(cell)]


def differences(committed: Sequence[Cell], ran: Sequence[Cell]) -> Iterator[str]:
    """What is not as it was committed, cell by cell."""
    for number, cell in enumerate(committed):
        first = "".join(cell["source"]).partition("\n")[0]
        if number >= len(ran):
            yield f"cell {number + 1} ({first}) did not run"
            return
        wanted, got = plain(cell["outputs"]), plain(ran[number]["outputs"])
        if wanted != got:
            yield f"cell {number + 1} ({first}) gave\n{got}\nand should give\n{wanted}"


def plain(outputs: Outputs) -> list[tuple[str, object]]:
    """Without what no two runs share, such as the numbers of cells."""
    return [_plain(each) for each in outputs]


def _plain(output: dict[str, Any]) -> tuple[str, object]:
    match output["output_type"]:
        case "stream":
            return output["name"], "".join(output["text"])
        case "error":
            return "error", output.get("evalue")
        case kind:
            return kind, {name: "".join(text) for name, text in output["data"].items()}
