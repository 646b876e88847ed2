"""What makes a part when it is called, and what hands parts on to others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Provider(Generic[T]):
    """Called, gives its part; `override` puts another provider or value in its place."""

    _instead: Any = None

    def __init__(self, made: Any = None, /, *given: Any, **named: Any) -> None:
        self._made, self._given, self._named = made, given, named

    def __call__(self, *more: Any, **named: Any) -> Any:
        return self._give(*more, **named) if self._instead is None else _value(self._instead)

    def _give(self, *more: Any, **named: Any) -> Any:
        given = [*map(_value, self._given), *more]
        return self._made(*given, **{n: _value(v) for n, v in self._named.items()}, **named)

    @property
    def provided(self) -> ProvidedInstance:
        return ProvidedInstance(self)

    @property
    def provider(self) -> Delegate:
        return Delegate(self)

    def override(self, instead: Any) -> None:
        self._instead = instead

    def copied(self, known: dict[Provider[Any], Provider[Any]]) -> Provider[Any]:
        """Of a container of its own: its arguments are that container's too."""
        if self not in known:
            known[self] = copy = object.__new__(type(self))
            vars(copy).update({n: _copied(v, known) for n, v in vars(self).items()})
        return known[self]


class Factory(Provider[T]):
    pass


class Callable(Provider[T]):
    pass


class Singleton(Provider[T]):
    _held: tuple[Any, ...] = ()

    def _give(self, *more: Any, **named: Any) -> Any:
        if not self._held:
            self._held = (super()._give(*more, **named),)
        return self._held[0]

    def copied(self, known: dict[Provider[Any], Provider[Any]]) -> Provider[Any]:
        copy = super().copied(known)
        vars(copy).pop("_held", None)
        return copy


class Dependency(Provider[T]):
    def __init__(self, instance_of: type = object) -> None:
        super().__init__()
        self._kind = instance_of

    def _give(self, *more: Any, **named: Any) -> Any:
        raise TypeError(f"dependency of {self._kind.__name__} is not defined")

    def __call__(self, *more: Any, **named: Any) -> Any:
        found = super().__call__(*more, **named)
        if not isinstance(found, self._kind):
            raise TypeError(f"{found!r} is not an instance of {self._kind!r}")
        return found


class Selector(Provider[T]):
    def __init__(self, chosen: Any, /, **providers: Provider[Any]) -> None:
        super().__init__(None, chosen)
        self.providers: Mapping[str, Provider[Any]] = providers

    def _give(self, *more: Any, **named: Any) -> Any:
        name = _value(self._given[0])
        if name not in self.providers:
            raise TypeError(f'selector has no "{name}" provider')
        return self.providers[name](*more, **named)


class Object(Provider[T]):
    """Gives what it was given."""

    def _give(self, *more: Any, **named: Any) -> Any:
        return self._made


class Delegate(Object[Any]):
    """Gives a provider itself, and not its part."""


class ProvidedInstance(Provider[Any]):
    """A promise: what another provider gives, read when it is asked for."""

    def __init__(self, provider: Provider[Any]) -> None:
        super().__init__()
        self._provider = provider

    def _give(self, *more: Any, **named: Any) -> Any:
        return self._provider(*more, **named)

    def __getattr__(self, name: str) -> AttributeGetter:
        if name.startswith("_"):
            raise AttributeError(name)
        return AttributeGetter(self, name)


class AttributeGetter(ProvidedInstance):
    def __init__(self, provider: Provider[Any], name: str) -> None:
        super().__init__(provider)
        self.name = name

    def _give(self, *more: Any, **named: Any) -> Any:
        return getattr(self._provider(), self.name)


def _value(given: Any) -> Any:
    return given() if isinstance(given, Provider) else given


def _copied(value: Any, known: dict[Provider[Any], Provider[Any]]) -> Any:
    if isinstance(value, Provider):
        return value.copied(known)
    if isinstance(value, tuple):
        return tuple(_copied(each, known) for each in value)
    if isinstance(value, dict):
        return {name: _copied(each, known) for name, each in value.items()}
    return value
