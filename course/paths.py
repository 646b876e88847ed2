"""Where the parts of the project lie, from this package's place; nothing reads them here."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "notebooks" / "source"
NOTEBOOKS = ROOT / "notebooks"
APP = ROOT / "reference_app"
WORKSPACE = ROOT / "workspace"
VAR = ROOT / "var"
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"  # what a learner needs
DEV_LOCK = ROOT / "requirements-dev.lock"  # what all commands need
PYPROJECT = ROOT / "pyproject.toml"
