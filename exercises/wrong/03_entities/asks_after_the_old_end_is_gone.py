"""You record the old secret's end first, and then ask whether there is an old secret.

By then there always is one: the question reads what you wrote a line above. Ask first, of the state
as it was.

task: 3
check: a_rotation_makes_a_secret_good
message: raised `RotatedTooSoon
check: the_previous_secret_is_good_for_a_day
check: a_day_later_the_previous_secret_is_over
check: a_rotation_is_one_event
check: no_secret_comes_back
check: two_rotations_are_a_day_apart
check: a_refusal_takes_no_secret_away
check: a_refusal_changes_no_key
check: every_way_of_four_calls_ends_well
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyState(State):
    id: KeyId
    current: str
    previous: str | None = None
    previous_until: datetime | None = None
    used: frozenset[str]
    revoked_at: datetime | None = None


class ApiKey(Aggregate[ApiKeyState]):
    @classmethod
    def issue(cls, *, id: KeyId, digest: str, now: datetime) -> "ApiKey":
        issued = KeyIssued(at=now, key_id=id)
        used = frozenset({digest})
        state = ApiKeyState(id=id, current=digest, used=used, updated_at=issued.at)
        return cls(state, events=[issued])

    def accepts(self, digest: str, now: datetime) -> bool:
        if self.state.revoked_at is not None:
            return False
        is_previous = digest == self.state.previous and self._has_two(now)
        return digest == self.state.current or is_previous

    def _has_two(self, now: datetime) -> bool:
        until = self.state.previous_until
        return until is not None and now < until

    def revoke(self, now: datetime) -> None:
        if self.state.revoked_at is None:
            event = KeyRevoked(at=now, key_id=self.state.id)
            self._record(event, revoked_at=event.at)

    def rotate(self, digest: str, now: datetime) -> None:
        if self.state.revoked_at is not None:
            raise KeyIsRevoked("A revoked key gets no new secret.")
        if digest in self.state.used:
            raise DigestUsed("This key has had this secret before.")
        rotated = KeyRotated(at=now, key_id=self.state.id)
        self._record(rotated, previous=self.state.current, previous_until=rotated.at + DAY)
        if self._has_two(now):
            raise RotatedTooSoon("The secret before this one is still in use.")
        self._record(rotated, current=digest, used=self.state.used | {digest})
