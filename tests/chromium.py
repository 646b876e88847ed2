"""Which Chromium the tests drive: one that is installed. Playwright must not download one."""

import shutil
from pathlib import Path
from typing import Any, Final

NAMES: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# For `lacking`.
MISSING: Final = ("no Chromium", "or Google Chrome; on Debian: sudo apt install chromium")


def options() -> dict[str, Any]:
    """For Playwright's `launch`. Where none is on the path, it knows the places of Chrome."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    where: dict[str, Any] = {"executable_path": Path(found)} if found else {"channel": "chrome"}
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    return {**where, "args": flags}
