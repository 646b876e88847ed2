"""Persistent collections as jsonschema uses them, by copying: a browser checks small documents."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any


class HashTrieMap(Mapping[Hashable, Any]):
    def __init__(self, value: Any = (), **named: Any) -> None:
        self._held = dict(value, **named)

    @classmethod
    def convert(cls, value: Any) -> HashTrieMap:
        return value if isinstance(value, cls) else cls(value)

    def __getitem__(self, key: Hashable) -> Any:
        return self._held[key]

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __hash__(self) -> int:
        return hash(frozenset(self._held.items()))

    def insert(self, key: Hashable, value: Any) -> HashTrieMap:
        return HashTrieMap({**self._held, key: value})

    def update(self, *more: Any) -> HashTrieMap:
        held = dict(self._held)
        for each in more:
            held.update(each)
        return HashTrieMap(held)

    def remove(self, key: Hashable) -> HashTrieMap:
        return HashTrieMap({k: v for k, v in self._held.items() if k != self._at(key)})

    def _at(self, key: Hashable) -> Hashable:
        self._held[key]
        return key


class HashTrieSet(frozenset[Any]):
    def insert(self, value: Any) -> HashTrieSet:
        return HashTrieSet({*self, value})

    def remove(self, value: Any) -> HashTrieSet:
        if value not in self:
            raise KeyError(value)
        return HashTrieSet(self - {value})

    def update(self, *more: Iterable[Any]) -> HashTrieSet:
        return HashTrieSet(self.union(*more))


class List:
    def __init__(self, value: Iterable[Any] = (), *more: Any) -> None:
        self._held = (*value, *more)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def push_front(self, value: Any) -> List:
        return List((value, *self._held))

    def drop_first(self) -> List:
        return List(self._held[1:])
