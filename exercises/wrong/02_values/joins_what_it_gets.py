"""You take the earlier start and the later end, and call that joined.

Then a period may have a gap in it that belongs to neither, or days that count twice, and its length
is a lie.

task: 3
check: a_gap_is_not_joined
message: (date(2091, 1, 22)))` gave `Period(
check: what_overlaps_or_comes_before_is_not_joined
check: what_does_not_join_is_refused_with_its_place
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    start: datetime
    end: datetime

    @classmethod
    def week(cls, monday: date) -> "Period":
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
        return Period(min(self.start, other.start), max(self.end, other.end))
