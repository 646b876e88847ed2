"""You refuse to join, and name no path.

`InvalidValue("...")` alone leads nowhere. Whoever sent two periods hears that something is wrong
with something.

task: 3
check: what_does_not_join_is_refused_with_its_place
message: path `()`
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class Period:
    start: datetime
    end: datetime

    @classmethod
    def week(cls, first: date) -> "Period":
        start = datetime.combine(first, time(), UTC)
        return cls(start, start + timedelta(days=7))

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def overlaps(self, other: "Period") -> bool:
        return self.start < other.end and other.start < self.end

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def joined(self, other: "Period") -> "Period":
        if self.end != other.start:
            raise InvalidValue("The other period does not begin where this ends.")
        return Period(self.start, other.end)
