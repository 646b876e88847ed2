# task 1 | right | expect: accepted | a team that is dissolved has a moment at which it was, before now
class Team(Aggregate[TeamState]):
    """People who share a name. A dissolved team keeps the one it had."""

    def rename(self, name: str, now: datetime) -> None:
        """Raises `TeamIsDissolved`. Silent when nothing changes."""
        if self.state.dissolved_at and self.state.dissolved_at <= now:
            raise TeamIsDissolved("A dissolved team keeps its name.")
        if name != self.state.name:
            self._record(TeamRenamed(at=now, team_id=self.state.id), name=name)
