"""Aggregates and events: identity, versions, facts that never change and are told once."""

from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, timedelta, timezone
from uuid import UUID

import pytest

from reference_app.domain.aggregate import Aggregate, State
from reference_app.domain.events import (
    Event,
    UserActivated,
    UserChanged,
    UserCreated,
    UserDeactivated,
    UserDeleted,
    UserRestored,
)
from reference_app.domain.ids import UserId
from reference_app.domain.users import User
from tests.app.domain.people import NOON, deleted_user, new_user

ADA = new_user().state.id
LATER = NOON + timedelta(hours=1)


class TestAggregate:
    def test_hands_its_events_over_once_and_counts_what_was_stored(self) -> None:
        user = new_user()
        assert len(user.stored()) == 1
        assert (user.version, user.has_changed) == (1, False)
        user.deactivate(LATER)
        assert user.stored() == [UserDeactivated(at=LATER, user_id=user.state.id)]
        assert user.version == 2

    def test_is_the_same_by_id_whatever_its_state(self) -> None:
        user, other = new_user(), new_user()
        loaded = User(replace(user.state, is_active=False), version=3)
        assert user == loaded
        assert len({user, loaded}) == 1
        assert user != other

    def test_of_another_kind_differs_even_with_the_same_id(self) -> None:
        user = new_user()
        assert user != Aggregate(State(id=user.state.id, updated_at=NOON))
        assert user != user.state.id

    def test_cannot_be_changed_from_outside(self) -> None:
        user = new_user()
        with pytest.raises(FrozenInstanceError):
            user.state.is_active = False  # type: ignore[misc]
        with pytest.raises(AttributeError):
            user.state = deleted_user().state  # type: ignore[misc]

    def test_shows_id_and_version_and_nobodys_name(self) -> None:
        user = User(replace(new_user().state, id=UserId(UUID(int=7))), version=2)
        assert repr(user) == f"User({UUID(int=7)}, version 2)"


@pytest.mark.parametrize(
    "event",
    [
        UserCreated(at=NOON, user_id=ADA),
        UserChanged(at=NOON, user_id=ADA, fields=("email",)),
        UserActivated(at=NOON, user_id=ADA),
        UserDeactivated(at=NOON, user_id=ADA),
        UserDeleted(at=NOON, user_id=ADA),
        UserRestored(at=NOON, user_id=ADA),
    ],
)
def test_what_has_happened_never_changes(event: Event) -> None:
    for field in fields(event):
        with pytest.raises(FrozenInstanceError):
            setattr(event, field.name, None)


def test_what_has_happened_is_told_in_utc() -> None:
    here = timezone(timedelta(hours=2))
    event = UserDeleted(at=NOON.astimezone(here), user_id=ADA)
    assert (event.at, event.at.tzinfo) == (NOON, UTC)


def test_what_has_happened_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        UserDeleted(at=NOON.replace(tzinfo=None), user_id=ADA)
