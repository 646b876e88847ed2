"""You take the week of the calendar in which the day is.

An offer that is made on a Thursday is good from Thursday on. The week begins on the day that it is
made of.

task: 3
check: a_week_begins_on_its_first_day
message: it should give `False`
check: neighbours_do_not_overlap
check: a_gap_is_not_joined
check: what_does_not_join_is_refused_with_its_place
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
        monday = first - timedelta(days=first.weekday())
        start = datetime.combine(monday, time(), UTC)
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
        return Period(self.start, other.end)
