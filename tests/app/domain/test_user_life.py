"""Users in any sequence of operations: no change without its event, no refusal with a trace."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from reference_app.domain.errors import UserIsDeleted
from reference_app.domain.events import (
    Event,
    UserActivated,
    UserChanged,
    UserDeactivated,
    UserDeleted,
    UserRestored,
)
from reference_app.domain.users import UserState
from reference_app.domain.values import EmailAddress, FullName, Username
from tests.app.domain.people import NOON, TENANT_ID, new_user

emails = st.sampled_from(["ada@example.com", "ADA@example.com", "b@example.com"]).map(EmailAddress)
usernames = st.sampled_from(["ada", "bea"]).map(Username)
full_names = st.sampled_from([None, FullName("Ada"), FullName("Bea")])


class UserLife(RuleBasedStateMachine):
    """Presses buttons in any order and compares the user with three variables that can't lie."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.user = new_user()
        self.user.stored()
        self.active, self.deleted = True, False
        self.names = self.seen_names()

    def press(
        self, button: str, expected: list[type[Event]], *, refused: bool = False, **changes: Any
    ) -> None:
        """Does it; compares what it did with what it should have done."""
        self.now += timedelta(seconds=1)
        before = self.user.state
        try:
            getattr(self.user, button)(now=self.now, **changes)
            assert not refused
        except UserIsDeleted:
            assert refused
        events = self.user.stored()
        assert [type(event) for event in events] == ([] if refused else expected)
        assert all(event.at == self.now for event in events)
        if events:
            assert self.user.state.updated_at == self.now
        else:
            assert self.user.state is before

    def seen_names(self) -> dict[str, Any]:
        state = self.user.state
        return {
            "email": state.email.text,
            "username": state.username,
            "full_name": state.full_name,
        }

    @rule()
    def activate(self) -> None:
        expected: list[type[Event]] = [] if self.active else [UserActivated]
        self.press("activate", expected, refused=self.deleted)
        self.active = self.active or not self.deleted

    @rule()
    def deactivate(self) -> None:
        expected: list[type[Event]] = [UserDeactivated] if self.active else []
        self.press("deactivate", expected, refused=self.deleted)
        self.active = self.active and self.deleted

    @rule()
    def delete(self) -> None:
        expected: list[type[Event]] = [] if self.deleted else [UserDeleted]
        self.press("delete", expected)
        self.deleted = True

    @rule()
    def restore(self) -> None:
        expected: list[type[Event]] = [UserRestored] if self.deleted else []
        self.press("restore", expected)
        self.deleted = False

    @rule(
        changes=st.fixed_dictionaries(
            {}, optional={"email": emails, "username": usernames, "full_name": full_names}
        )
    )
    def change(self, changes: dict[str, Any]) -> None:
        after = self.names | changes
        if "email" in changes:
            after["email"] = changes["email"].text
        expected: list[type[Event]] = [] if after == self.names else [UserChanged]
        self.press("change", expected, refused=self.deleted, **changes)
        self.names = self.names if self.deleted else after

    @invariant()
    def is_what_was_pressed(self) -> None:
        assert self.user.is_deleted == self.deleted
        assert self.user.state.is_active == self.active
        assert self.seen_names() == self.names

    @invariant()
    def never_signs_in_when_deleted(self) -> None:
        assert self.user.can_sign_in == (self.active and not self.deleted)

    @invariant()
    def stays_who_it_was(self) -> None:
        state: UserState = self.user.state
        assert (state.tenant_id, state.created_at) == (TENANT_ID, NOON)


def test_no_sequence_of_operations_breaks_a_user() -> None:
    run_state_machine_as_test(UserLife)
