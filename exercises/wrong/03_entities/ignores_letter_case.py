"""You take a name in other letters for the same name.

Whoever corrects `engines` to `Engines` wants to see it corrected. Two spellings are two names here.

task: 1
check: other_letters_are_another_name
message: it should give `'engines'`
"""


class Team(Aggregate[TeamState]):
    def rename(self, name: str, now: datetime) -> None:
        if self.state.dissolved_at is not None:
            raise TeamIsDissolved("A dissolved team keeps its name.")
        if name.casefold() != self.state.name.casefold():
            self._record(TeamRenamed(at=now, team_id=self.state.id), name=name)
