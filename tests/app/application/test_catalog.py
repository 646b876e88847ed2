"""The catalog: every message of the application, each with the one handler that is meant for it."""

import re
from importlib import import_module
from inspect import isclass
from pkgutil import iter_modules
from typing import Any, get_type_hints

import pytest

import reference_app.application
from reference_app.application.catalog import COMMANDS, QUERIES
from reference_app.application.messages import Command, Query
from reference_app.application.ports import Reader, UnitOfWork

HANDLERS = [*COMMANDS.items(), *QUERIES.items()]


def messages_of(kind: type[Any]) -> set[type[Any]]:
    """Every message of a kind in the application, whichever module it is in."""
    package = reference_app.application
    modules = [
        import_module(f"{package.__name__}.{m.name}") for m in iter_modules(package.__path__)
    ]
    classes = {each for module in modules for each in vars(module).values() if isclass(each)}
    return {each for each in classes if issubclass(each, kind) and each is not kind}


def test_every_command_has_a_handler() -> None:
    assert set(COMMANDS) == messages_of(Command)


def test_every_query_has_a_handler() -> None:
    assert set(QUERIES) == messages_of(Query)


def test_no_handler_serves_two_messages() -> None:
    assert len({handler for _, handler in HANDLERS}) == len(HANDLERS)


@pytest.mark.parametrize("message", [*COMMANDS, *QUERIES])
def test_a_message_never_changes_on_its_way(message: Any) -> None:
    assert message.__dataclass_params__.frozen


@pytest.mark.parametrize(("message", "handler"), HANDLERS)
def test_a_handler_is_named_after_its_message_and_takes_it(
    message: type[Any], handler: Any
) -> None:
    snake_case = re.sub(r"(?<!^)(?=[A-Z])", "_", message.__name__).lower()
    assert handler.__name__ == snake_case
    asked, given, answered = get_type_hints(handler).values()
    assert asked is message
    assert given is (Reader if issubclass(message, Query) else UnitOfWork)
    assert message.__orig_bases__[0].__args__[0] == answered
