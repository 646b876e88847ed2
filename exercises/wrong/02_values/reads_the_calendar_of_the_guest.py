"""You look at the day and hour that the moment shows, and not at when it is.

In Tokyo, Monday begins nine hours earlier. Whoever asks for `moment.date()`, or writes
`replace(tzinfo=UTC)`, looks at another moment than the one that is meant. Aware moments compare
across zones by themselves.

task: 3
check: moments_of_any_zone_are_asked_for
message: it should give `
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
        return self.start.date() <= moment.date() < self.end.date()

    def overlaps(self, other: "Period") -> bool:
        return self.start < other.end and other.start < self.end

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def joined(self, other: "Period") -> "Period":
        if self.end != other.start:
            raise InvalidValue("The other period does not begin where this ends.", path=("period",))
        return Period(self.start, other.end)
