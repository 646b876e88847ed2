"""A list of parts: each copy of it makes parts of its own."""

# mypy: ignore-errors

from __future__ import annotations

from typing import Any, ClassVar

from dependency_injector.providers import Provider


class DeclarativeContainer:
    """The providers among its attributes; as an object, copies of them."""

    providers: ClassVar[dict[str, Provider[Any]]] = {}

    def __init_subclass__(cls) -> None:
        own = {name: each for name, each in vars(cls).items() if isinstance(each, Provider)}
        cls.providers = cls.providers | own

    def __init__(self, **instead: Any) -> None:
        known: dict[Provider[Any], Provider[Any]] = {}
        copies = {name: each.copied(known) for name, each in type(self).providers.items()}
        vars(self).update(copies, providers=copies)
        self.override_providers(**instead)

    def override_providers(self, **instead: Any) -> None:
        for name, each in instead.items():
            self.providers[name].override(each)
