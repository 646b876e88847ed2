"""Aggregates: identity, versions, and events that are handed over once."""

from dataclasses import FrozenInstanceError, replace
from datetime import timedelta
from uuid import UUID

import pytest

from reference_app.domain.aggregate import Aggregate, State
from reference_app.domain.events import (
    UserDeactivated,
)
from reference_app.domain.ids import UserId
from reference_app.domain.users import User
from tests.app.domain.people import NOON, deleted_user, new_user

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
