# task 3 | right | expect: accepted | a dict says when each came, and is replaced each time
@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeyState(State):
    """`used` holds every digest that the key has had, `current` and `previous` among them."""

    id: KeyId
    current: str
    previous: str | None = None
    previous_until: datetime | None = None
    used: dict[str, datetime]
    revoked_at: datetime | None = None


class ApiKey(Aggregate[ApiKeyState]):
    """What a program signs in with."""

    @classmethod
    def issue(cls, *, id: KeyId, digest: str, now: datetime) -> "ApiKey":
        issued = KeyIssued(at=now, key_id=id)
        used = {digest: now}
        state = ApiKeyState(id=id, current=digest, used=used, updated_at=issued.at)
        return cls(state, events=[issued])

    def accepts(self, digest: str, now: datetime) -> bool:
        if self.state.revoked_at is not None:
            return False
        is_previous = digest == self.state.previous and self._has_two(now)
        return digest == self.state.current or is_previous

    def _has_two(self, now: datetime) -> bool:
        """Whether the secret before the current one is still good."""
        until = self.state.previous_until
        return until is not None and now < until

    def revoke(self, now: datetime) -> None:
        if self.state.revoked_at is None:
            event = KeyRevoked(at=now, key_id=self.state.id)
            self._record(event, revoked_at=event.at)

    def rotate(self, digest: str, now: datetime) -> None:
        """Raises `KeyIsRevoked`, `DigestUsed`, `RotatedTooSoon`."""
        if self.state.revoked_at is not None:
            raise KeyIsRevoked("A revoked key gets no new secret.")
        if digest in self.state.used:
            raise DigestUsed("This key has had this secret before.")
        if self._has_two(now):
            raise RotatedTooSoon("The secret before this one is still in use.")
        rotated = KeyRotated(at=now, key_id=self.state.id)
        self._record(
            rotated,
            current=digest,
            previous=self.state.current,
            previous_until=rotated.at + DAY,
            used=self.state.used | {digest: now},
        )
