"""You let a week end at the midnight at which the next one begins, and count it to both.

A moment in two weeks gets two offers. One of the two ends has to be left out.

task: 3
check: every_moment_is_in_one_week
message: gave `[True, True]`
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class Period:
    start: datetime
    end: datetime

    @classmethod
    def week(cls, monday: date) -> "Period":
        start = datetime.combine(monday, time(), UTC)
        return cls(start, start + timedelta(days=7))

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment <= self.end

    def overlaps(self, other: "Period") -> bool:
        return self.start < other.end and other.start < self.end

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def joined(self, other: "Period") -> "Period":
        if self.end != other.start:
            raise InvalidValue("The other period does not begin where this ends.", path=("period",))
        return Period(self.start, other.end)
