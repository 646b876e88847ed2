"""Column types that keep what Python knows of a value. No table is declared here."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator

from reference_app.domain.values import require_utc


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC, to the microsecond. Raises `ValueError` for a naive one.

    SQLite has no type for moments: there it is text of a fixed width without a zone, so that text
    order is time order; the zone is put back on the way out.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else require_utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)
