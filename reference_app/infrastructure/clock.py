"""The clock on the wall. Tests bring their own, which stands still."""

from datetime import UTC, datetime


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)
