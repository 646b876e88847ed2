"""The machines that the book runs on. What one of them lacks is setup/doctor.py's to say.

Standard library only, for the command line is read in a bare clone.
"""

import sys
from typing import Final

SYSTEMS: Final = (
    "linux-x86_64",
    "linux-aarch64",
    "macos-x86_64",
    "macos-arm64",
    "windows-amd64",
)
PYTHONS: Final = ("3.11", "3.12", "3.13", "3.14")
# In a browser no process can be started: what needs one elsewhere is done in this interpreter.
IN_PLACE: Final = sys.platform.startswith("emscripten")
