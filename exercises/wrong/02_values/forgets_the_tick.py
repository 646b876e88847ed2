"""You keep the last microsecond as the end, and take the length as end minus start.

Then a week is short by that microsecond, and two weeks by two. With an inclusive end, every
length needs the tick added.

task: 3
check: a_length_is_the_time_between
message: gave `datetime.timedelta(days=6, seconds=86399, microseconds=999999)`
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from reference_app.domain.errors import InvalidValue

TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Period:
    start: datetime
    end: datetime

    @classmethod
    def week(cls, monday: date) -> "Period":
        start = datetime.combine(monday, time(), UTC)
        return cls(start, start + timedelta(days=7) - TICK)

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment <= self.end

    def overlaps(self, other: "Period") -> bool:
        return self.start <= other.end and other.start <= self.end

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def joined(self, other: "Period") -> "Period":
        if self.end + TICK != other.start:
            raise InvalidValue("The other period does not begin where this ends.", path=("period",))
        return Period(self.start, other.end)
