"""You compare names with `is`.

Two equal strings are often one object, and one day they are not: what a form sends is a new string.
`==` compares letters.

task: 1
check: an_equal_name_is_no_event
message: `team.stored()` gave `[TeamRenamed
"""


class Team(Aggregate[TeamState]):
    def rename(self, name: str, now: datetime) -> None:
        if self.state.dissolved_at is not None:
            raise TeamIsDissolved("A dissolved team keeps its name.")
        if name is not self.state.name:
            self._record(TeamRenamed(at=now, team_id=self.state.id), name=name)
