"""You let the week begin at midnight where your office is.

The next office has another midnight, and in summer so has yours. UTC is the same for everybody.

task: 3
check: a_week_begins_at_midnight_utc
message: it should give `False`
check: a_week_is_over_after_seven_days
check: every_moment_is_in_one_week
check: moments_of_any_zone_are_asked_for
check: what_is_joined_is_both
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from reference_app.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class Period:
    start: datetime
    end: datetime

    @classmethod
    def week(cls, first: date) -> "Period":
        start = datetime.combine(first, time(), timezone(timedelta(hours=2)))
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
