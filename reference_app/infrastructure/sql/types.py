"""Column types that keep what Python knows of a value. No table is declared here."""

from datetime import datetime
from typing import Final

from sqlalchemy import DateTime, Dialect
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator

from reference_app.domain.values import require_utc

# SQLite has no type for moments. As text of one width and zone, they sort by time.
_TEXT: Final = (
    "%(year)04d-%(month)02d-%(day)02d %(hour)02d:%(minute)02d:%(second)02d.%(microsecond)06d+00:00"
)

_SORTABLE: Final = sqlite.DATETIME(storage_format=_TEXT)  # type: ignore[no-untyped-call]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC, to the microsecond. Raises `ValueError` for a naive one."""

    impl = DateTime(timezone=True).with_variant(_SORTABLE, "sqlite")
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else require_utc(value)
