"""You make this period longer, and return it.

Whoever holds it had a week, and has two now without having asked. A value never changes: joining
makes a third one.

task: 3
check: joining_changes_neither
message: `first.length` gives `datetime.timedelta(days=14)`
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
        object.__setattr__(self, "end", other.end)
        return self
