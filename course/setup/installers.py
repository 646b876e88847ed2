"""Runs pip, uv and venv: one line each, and a sentence when one fails.

Standard library only, for it runs in a bare clone.
"""

import re
import subprocess
import sys
import time
from pathlib import Path

from course.paths import ROOT
from course.setup.inherited import environment

UNREACHABLE = re.compile(  # in the words of pip and of uv
    r"(?i)new connection|name ?resolution|timed out|dns error|error sending request"
)


class SetupError(Exception):
    """Says what stopped the set-up, and what to do."""


def step(title: str, command: list[str]) -> None:
    """Runs one tool in silence and prints one line; a failure brings its last lines."""
    print(f"  {title:<12}", end="", file=sys.stderr, flush=True)
    begun = time.monotonic()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment(Path(command[0])),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        print("failed", file=sys.stderr)
        raise SetupError(_reason(title, done.stdout))
    print(f"{time.monotonic() - begun:6.1f} s", file=sys.stderr)


def _reason(title: str, output: str) -> str:
    if UNREACHABLE.search(output):
        return (
            "The package index cannot be reached, and the set-up needs it once. Connect this "
            "machine (or name your mirror in PIP_INDEX_URL and UV_DEFAULT_INDEX), then run the "
            "same command again: it goes on where it stopped. Or set up from a bundle: --from."
        )
    last = "\n".join("  " + line for line in output.splitlines()[-8:])
    return f"The set-up stopped at its step {title!r}. The tool's last words:\n{last}"
