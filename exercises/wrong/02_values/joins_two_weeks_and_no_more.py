"""You make two weeks of the two.

What is joined can be joined again, and then it is three. The end is that of the other one, however
long that is.

task: 3
check: what_is_joined_is_both
message: joined(Period.week(date(2091, 1, 22)))` gave `False`
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
            raise InvalidValue("The other period does not begin where this ends.", path=("period",))
        return Period(self.start, self.start + timedelta(days=14))
