"""Where the parts of the project lie, and what the app's are called; nothing reads them here."""

from pathlib import Path

PACKAGE = "reference_app"
ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "notebooks" / "source"
NOTEBOOKS = ROOT / "notebooks"
APP = ROOT / PACKAGE
WORKSPACE = ROOT / "workspace"
VAR = ROOT / "var"
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"  # what a learner needs
DEV_LOCK = ROOT / "requirements-dev.lock"  # what all commands need
PYPROJECT = ROOT / "pyproject.toml"


def module_name(path: str) -> str:
    """`reference_app/domain/__init__.py` is imported as `reference_app.domain`."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
