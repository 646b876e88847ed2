"""Ruff over texts: sorted imports without unused ones, our format. Who owns a line is fold.py's."""

import hashlib
import json
import re
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from course.platforms import IN_PLACE

TIDIED: Final = Path(__file__).with_name("tidied.json")  # in a browser only

# Given in full, so that a learner's folder, home or edition of pyproject.toml changes nothing.
_STYLE = ("--isolated", "--no-cache", "--quiet", "--line-length=100", "--target-version=py311")
_FORMAT = ("--config", 'format.line-ending = "lf"')
_CHECK = ("--fix", "--exit-zero", "--config", 'lint.isort.known-first-party = ["reference_app"]')
_EMPTY_BLOCK = re.compile(r"^if (?:typing\.)?TYPE_CHECKING:\n    pass\n", re.MULTILINE)


def tidy(texts: Sequence[str], rules: str = "I,F401") -> list[str]:
    """Each text as the app holds it. One ruff process for all imports, one for all formats.

    In a browser, as it was there when the site was built; a text of a learner's own stays as it is.
    """
    if not texts:
        return []
    if IN_PLACE:
        known = _tidied()
        return [known.get(_hash(text), text) for text in texts]
    check = ("check", *_STYLE, *_CHECK, "--select", rules)
    with tempfile.TemporaryDirectory(prefix="course-") as folder:
        # Plain numbers as names: in an `__init__.py` ruff keeps every unused import.
        files = [Path(folder, f"{number}.py") for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding="utf-8", newline="\n")
        _ruff(folder, *check)
        if sum(map(_drop_empty_block, files)):
            _ruff(folder, *check)
        _ruff(folder, "format", *_STYLE, *_FORMAT)
        return [file.read_bytes().decode() for file in files]


def _drop_empty_block(file: Path) -> bool:
    """Ruff leaves `pass` where it took the last import; the block and its own import go too."""
    text, count = _EMPTY_BLOCK.subn("", file.read_bytes().decode())
    if count:
        file.write_text(text, encoding="utf-8", newline="\n")
    return count > 0


def _ruff(folder: str, *arguments: str) -> None:
    from ruff import find_ruff_bin  # type: ignore[import-untyped]

    command = [find_ruff_bin(), *arguments, "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"ruff cannot read what the engine gave it: {done.stderr}")


def sort_imports(text: str) -> str:
    """Import statements in our order, used or not."""
    return tidy([text], rules="I")[0]


def tidied(texts: Sequence[str]) -> str:
    """For a browser, which has no ruff: these texts and what becomes of them, as JSON."""
    return json.dumps(dict(zip(map(_hash, texts), tidy(texts), strict=True)))


@cache
def _tidied() -> dict[str, str]:
    known: dict[str, str] = json.loads(TIDIED.read_text(encoding="utf-8"))
    return known


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
