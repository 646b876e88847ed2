"""You tidy the name up before you compare.

A space counts: letter for letter, these are two names. What a name may look like is a rule of its
own, and belongs in a value; here it is taken as it comes.

task: 1
check: other_spaces_are_another_name
message: `team.state.name` gave `'Difference Engine'`
check: the_same_name_is_no_event
check: an_equal_name_is_no_event
"""


class Team(Aggregate[TeamState]):
    def rename(self, name: str, now: datetime) -> None:
        name = name.strip()
        if self.state.dissolved_at is not None:
            raise TeamIsDissolved("A dissolved team keeps its name.")
        if name != self.state.name:
            self._record(TeamRenamed(at=now, team_id=self.state.id), name=name)
