"""You count from the first day to the last, and get six.

From Monday to Sunday it is six days; but Sunday itself belongs to the week, and a period of whole
days has one more than the difference of its dates.

task: 3
check: a_week_is_over_after_seven_days
message: it should give `True`
check: every_moment_is_in_one_week
check: moments_of_any_zone_are_asked_for
check: a_length_is_the_time_between
check: neighbours_do_not_overlap
check: what_is_joined_is_both
check: what_overlaps_or_comes_before_is_not_joined
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
        start = datetime.combine(first, time(), UTC)
        return cls(start, start + timedelta(days=6))

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
