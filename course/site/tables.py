"""Parts of pages that are read off the code: the `course` commands, the settings."""

import inspect
from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel

from course.command_line import HEADINGS, Command, Option
from course.site.http_api import type_of
from reference_app.settings import Settings
from reference_app.settings.problems import DELIMITER, PREFIX

_NAMES: Final = {"http": "HTTP"}


def clone(repository: str) -> str:
    """How a reader gets the book, if it is known from where."""
    return f"```sh\ngit clone {repository}\n```" if repository else ""


def commands() -> str:
    """By whom they are for; what each does and takes."""
    parts = []
    for heading, listed in HEADINGS.items():
        parts.append(f"## {heading}")
        for command in listed:
            parts += _command(command)
    return "\n\n".join(parts)


def _command(command: Command) -> Iterator[str]:
    words = [_usage(option) for option in command.options]
    words += ["..."] if command.passes_on else []
    summary = f"{command.summary[0].upper()}{command.summary[1:]}."
    yield f"### course {command.name}"
    yield f"{summary}\n\n```text\ncourse {' '.join([command.name, *words])}\n```"
    if told := [each for each in map(_meaning, command.options) if each]:
        yield "\n".join(told)


def _usage(option: Option) -> str:
    name, settings = option
    metavar = settings.get("metavar") or name.lstrip("-").upper()
    if name.startswith("--"):
        is_flag = settings.get("action") == "store_true"
        return f"[{name}]" if is_flag else f"[{name} {metavar}]"
    return f"[{metavar}]" if settings.get("nargs") else metavar


def _meaning(option: Option) -> str:
    name, settings = option
    one_of = f" One of: {', '.join(settings['choices'])}." if "choices" in settings else ""
    return f"* `{name}`: {settings['help']}.{one_of}" if "help" in settings else ""


def settings() -> str:
    """A table for each group, a row for each variable."""
    return "\n\n".join(_group(Settings, PREFIX, "The process"))


def _group(model: type[BaseModel], prefix: str, title: str) -> Iterator[str]:
    rows: list[str] = []
    inner: list[str] = []
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            inner += _group(
                kind, f"{prefix}{name.upper()}{DELIMITER}", _NAMES.get(name, name.capitalize())
            )
        else:
            rows.append(
                f"| `{prefix}{name.upper()}` | {_kind(model, name)} | {_shown(field.default)} |"
            )
    yield f"## {title}"
    yield inspect.getdoc(model) or ""
    yield "\n".join(["| variable | what it takes | default |", "|---|---|---|", *rows])
    yield from inner


def _kind(model: type[BaseModel], name: str) -> str:
    schema = model.model_json_schema()["properties"][name]
    schema.pop("default", None)  # which has a column of its own
    return type_of(schema).replace(" or null", ", or nothing")


def _shown(value: Any) -> str:
    return "none" if value is None else f"`{value}`"
