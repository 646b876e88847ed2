"""You end the week at 23:59:59, as people say it.

Clocks tick in microseconds: half a second before midnight is in no week at all.

task: 3
check: every_moment_is_in_one_week
message: gave `[False, False]`
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from reference_app.domain.errors import InvalidValue

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Period:
    start: datetime
    end: datetime

    @classmethod
    def week(cls, monday: date) -> "Period":
        start = datetime.combine(monday, time(), UTC)
        return cls(start, start + timedelta(days=7) - SECOND)

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment <= self.end

    def overlaps(self, other: "Period") -> bool:
        return self.start <= other.end and other.start <= self.end

    @property
    def length(self) -> timedelta:
        return self.end - self.start + SECOND

    def joined(self, other: "Period") -> "Period":
        if self.end + SECOND != other.start:
            raise InvalidValue("The other period does not begin where this ends.", path=("period",))
        return Period(self.start, other.end)
