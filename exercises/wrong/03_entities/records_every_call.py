"""You record an event for each call.

An event is a change, and the same name is none. Whoever repeats a request because the answer got
lost would write a second line into the log.

task: 1
check: the_same_name_is_no_event
message: [TeamRenamed(
check: an_equal_name_is_no_event
"""


class Team(Aggregate[TeamState]):
    def rename(self, name: str, now: datetime) -> None:
        if self.state.dissolved_at is not None:
            raise TeamIsDissolved("A dissolved team keeps its name.")
        self._record(TeamRenamed(at=now, team_id=self.state.id), name=name)
