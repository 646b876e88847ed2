"""What is wrong with an environment, in lines for people. What can be set is not decided here."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pydantic import BaseModel, ValidationError

PREFIX: Final = "APP__"
DELIMITER: Final = "__"

# What is wrong, by the variable's name. Never the value: it may be a secret.
Problems = dict[str, str]


class SettingsError(Exception):
    """The settings can't be used; its text has one line per problem."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = tuple(f"{name}: {problem}" for name, problem in sorted(problems.items()))
        super().__init__("\n".join(self.problems))


def unknown_variables(environment: Iterable[str], model: type[BaseModel]) -> Problems:
    """Variables with our prefix that name no setting: a typo would otherwise go unnoticed."""
    known = set(_names(model, PREFIX))
    return {
        name: "there is no such setting" + _hint(name, known)
        for name in map(str.upper, environment)
        if name.startswith(PREFIX) and name not in known
    }


def _names(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for field, info in model.model_fields.items():
        name, kind = prefix + field.upper(), info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _names(kind, name + DELIMITER)
        else:
            yield name


def _hint(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else ""


# What Pydantic would say with a piece of the value in it.
_UNQUOTED: Final = {"uuid_parsing": "Input should be a valid UUID"}


def invalid_values(error: ValidationError) -> Problems:
    return {
        PREFIX + DELIMITER.join(map(str, found["loc"])).upper(): _UNQUOTED.get(
            found["type"], found["msg"].removeprefix("Value error, ")
        )
        for found in error.errors(include_url=False, include_context=False, include_input=False)
    }
