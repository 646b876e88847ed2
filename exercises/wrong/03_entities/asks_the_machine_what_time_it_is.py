"""You ask the machine for the time, and have been told it.

`now` is among the arguments, so that whoever calls can say when. A replay of March is otherwise
dated today. Chapter 3, "The same ways again".

task: 1
check: another_name_is_a_change
message: `team.state` gave `TeamState(
check: other_letters_are_another_name
check: other_spaces_are_another_name
check: a_change_is_an_event
"""

from datetime import UTC


class Team(Aggregate[TeamState]):
    def rename(self, name: str, now: datetime) -> None:
        if self.state.dissolved_at is not None:
            raise TeamIsDissolved("A dissolved team keeps its name.")
        if name != self.state.name:
            now = datetime.now(UTC)
            self._record(TeamRenamed(at=now, team_id=self.state.id), name=name)
