"""The contracts of import-linter, as far as an app that is not finished can keep them."""

import tomllib
from collections.abc import Mapping

from course.paths import PACKAGE, PYPROJECT


def contracts_of(modules: set[str]) -> str:
    """The layer contracts as far as their modules exist: import-linter stops at a missing one."""
    settings = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]
    general = {k: _existing(v, modules) for k, v in settings.items() if k != "contracts"}
    text = _section("importlinter", general)
    for number, contract in enumerate(settings["contracts"]):
        kept = {key: _existing(value, modules) for key, value in contract.items()}
        if all(kept.values()):
            text += _section(f"importlinter:contract:{number}", kept)
    return text


def _existing(value: object, modules: set[str]) -> object:
    """Drops what is not there from a contract's list: modules of the app (yet), and the engine."""
    if not isinstance(value, list):
        return value
    return [
        name for name in value if name.split(".")[0] not in (PACKAGE, "course") or name in modules
    ]


def _section(title: str, settings: Mapping[str, object]) -> str:
    lines = [f"[{title}]"]
    for key, value in settings.items():
        words = [f"\n    {word}" for word in value] if isinstance(value, list) else [str(value)]
        lines.append(f"{key} = {''.join(words)}")
    return "\n".join(lines) + "\n\n"
