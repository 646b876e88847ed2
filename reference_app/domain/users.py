"""Users: what may happen to one of them. Rules that need a second user are in `services.py`."""

from dataclasses import dataclass
from datetime import datetime

from reference_app.domain.aggregate import Aggregate, State
from reference_app.domain.errors import UserIsDeleted
from reference_app.domain.events import (
    UserActivated,
    UserChanged,
    UserCreated,
    UserDeactivated,
    UserDeleted,
    UserRestored,
)
from reference_app.domain.ids import TenantId, UserId
from reference_app.domain.values import ABSENT, Absent, EmailAddress, FullName, Username


@dataclass(frozen=True, slots=True, kw_only=True)
class UserState(State):
    """`deleted_at` is the only mark of deletion; `is_active` survives it, for a restore."""

    id: UserId
    tenant_id: TenantId
    email: EmailAddress
    username: Username
    full_name: FullName | None
    is_active: bool = True
    created_at: datetime
    deleted_at: datetime | None = None


class User(Aggregate[UserState]):
    """A person's account. A deleted one can only be restored; everything else refuses.

    Every operation takes `now` (aware) and is silent when it changes nothing.
    """

    @property
    def is_deleted(self) -> bool:
        return self.state.deleted_at is not None

    @property
    def can_sign_in(self) -> bool:
        return self.state.is_active and not self.is_deleted

    def _refuse_if_deleted(self) -> None:
        if self.is_deleted:
            raise UserIsDeleted("A deleted user can only be restored.")

    @classmethod
    def create(
        cls,
        *,
        id: UserId,
        tenant_id: TenantId,
        email: EmailAddress,
        username: Username,
        full_name: FullName | None,
        now: datetime,
    ) -> "User":
        created = UserCreated(at=now, user_id=id)
        state = UserState(
            id=id,
            tenant_id=tenant_id,
            email=email,
            username=username,
            full_name=full_name,
            created_at=created.at,
            updated_at=created.at,
        )
        return cls(state, events=[created])

    def activate(self, now: datetime) -> None:
        self._refuse_if_deleted()
        if not self.state.is_active:
            self._record(UserActivated(at=now, user_id=self.state.id), is_active=True)

    def deactivate(self, now: datetime) -> None:
        self._refuse_if_deleted()
        if self.state.is_active:
            self._record(UserDeactivated(at=now, user_id=self.state.id), is_active=False)

    def delete(self, now: datetime) -> None:
        if not self.is_deleted:
            event = UserDeleted(at=now, user_id=self.state.id)
            self._record(event, deleted_at=event.at)

    def restore(self, now: datetime) -> None:
        if self.is_deleted:
            self._record(UserRestored(at=now, user_id=self.state.id), deleted_at=None)

    def change(
        self,
        *,
        now: datetime,
        email: EmailAddress | Absent = ABSENT,
        username: Username | Absent = ABSENT,
        full_name: FullName | Absent | None = ABSENT,
    ) -> None:
        """Takes over what is mentioned. A new spelling of the same email is a change too."""
        self._refuse_if_deleted()
        mentioned = {"email": email, "username": username, "full_name": full_name}
        changes = {
            name: value
            for name, value in mentioned.items()
            if value is not ABSENT and _text(value) != _text(getattr(self.state, name))
        }
        if changes:
            event = UserChanged(at=now, user_id=self.state.id, fields=tuple(changes))
            self._record(event, **changes)


def _text(value: EmailAddress | Username | FullName | None) -> str | None:
    """The spelling: two emails can be equal and still be written differently."""
    return value.text if value else None
