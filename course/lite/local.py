"""Cells that only a machine of one's own can run: threads, processes, sockets.

Authors tag such a cell `local`; in a browser it becomes text that says so.
"""

import json
from typing import Any, Final

from course.sources.anatomy import LOCAL

_SAYS: Final = "**Run this one locally.** A browser has one thread, and this shows what several do."


def is_local(cell: dict[str, Any]) -> bool:
    return LOCAL in cell["metadata"].get("tags", ())


def for_a_browser(notebook: str) -> str:
    """The same notebook with such cells as text."""
    content = json.loads(notebook)
    content["cells"] = [_as_text(each) if is_local(each) else each for each in content["cells"]]
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _as_text(cell: dict[str, Any]) -> dict[str, Any]:
    source = "".join(cell["source"])
    text = f"{_SAYS}\n\n```python\n{source}\n```"
    return {key: cell[key] for key in ("id", "metadata")} | {
        "cell_type": "markdown",
        "source": text,
    }
