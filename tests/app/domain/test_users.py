"""Users: what each operation changes, records and refuses. Sequences: `test_user_life.py`."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from reference_app.domain.errors import UserIsDeleted
from reference_app.domain.events import (
    UserActivated,
    UserChanged,
    UserCreated,
    UserDeactivated,
    UserDeleted,
    UserRestored,
)
from reference_app.domain.users import User
from reference_app.domain.values import ABSENT, EmailAddress, FullName, Username
from tests.app.domain.people import NOON, TENANT_ID, deleted_user, new_user, stored_user

LATER = NOON + timedelta(hours=1)
NAIVE = datetime(2030, 1, 1)
EVERYTHING = {"email": EmailAddress("grace@example.com"), "username": Username("grace")}


class TestNewUser:
    def test_is_active_live_and_never_stored(self) -> None:
        user = new_user()
        assert (user.can_sign_in, user.is_deleted, user.version) == (True, False, 0)

    def test_belongs_to_the_tenant(self) -> None:
        assert new_user().state.tenant_id == TENANT_ID

    def test_keeps_what_it_was_given(self) -> None:
        state = new_user("grace", "Grace@example.com", full_name=None).state
        assert (state.email.text, state.username.text) == ("Grace@example.com", "grace")
        assert state.full_name is None

    def test_begins_with_one_event(self) -> None:
        user = new_user()
        assert user.has_changed
        assert user.stored() == [UserCreated(at=NOON, user_id=user.state.id)]

    def test_is_born_in_utc_whatever_the_zone_of_the_clock(self) -> None:
        state = new_user().state
        here = NOON.astimezone(timezone(timedelta(hours=2)))
        user = User.create(
            id=state.id,
            tenant_id=state.tenant_id,
            email=state.email,
            username=state.username,
            full_name=None,
            now=here,
        )
        assert user.state.created_at.tzinfo is user.state.updated_at.tzinfo is UTC
        assert user.state.created_at == user.state.updated_at == here


class TestChange:
    def test_takes_over_what_is_mentioned_and_only_that(self) -> None:
        user = stored_user()
        user.change(now=LATER, username=Username("lady-ada"))
        expected = replace(stored_user().state, id=user.state.id, username=Username("lady-ada"))
        assert user.state == replace(expected, updated_at=LATER)

    def test_names_the_changed_fields_in_one_event(self) -> None:
        user = stored_user()
        user.change(now=LATER, full_name=None, email=user.state.email, username=Username("bea"))
        fields = ("username", "full_name")
        assert user.stored() == [UserChanged(at=LATER, user_id=user.state.id, fields=fields)]

    def test_to_none_empties_and_absent_leaves_alone(self) -> None:
        user = stored_user()
        user.change(now=LATER, full_name=ABSENT)
        assert user.state.full_name == FullName("Ada Lovelace")
        user.change(now=LATER, full_name=None)
        assert user.state.full_name is None
        user.change(now=LATER, full_name=FullName("Ada"))
        assert user.state.full_name == FullName("Ada")

    def test_takes_over_a_new_spelling_of_the_same_email(self) -> None:
        user = stored_user()
        user.change(now=LATER, email=EmailAddress("ADA@example.com"))
        assert user.state.email.text == "ADA@example.com"
        assert user.has_changed

    def test_to_what_is_already_so_is_silent(self) -> None:
        user = stored_user()
        before = user.state
        user.change(
            now=LATER, email=before.email, username=before.username, full_name=before.full_name
        )
        assert user.state is before
        assert not user.has_changed


class TestSwitches:
    def test_an_inactive_user_cannot_sign_in_until_activated(self) -> None:
        user = stored_user()
        user.deactivate(LATER)
        assert (user.state.is_active, user.can_sign_in) == (False, False)
        user.activate(LATER)
        assert (user.state.is_active, user.can_sign_in) == (True, True)
        ada = user.state.id
        expected = [UserDeactivated(at=LATER, user_id=ada), UserActivated(at=LATER, user_id=ada)]
        assert user.stored() == expected

    def test_deletion_is_marked_by_its_time_and_undone_by_restore(self) -> None:
        user = stored_user()
        user.delete(LATER)
        assert (user.state.deleted_at, user.is_deleted, user.can_sign_in) == (LATER, True, False)
        user.restore(LATER)
        assert (user.state.deleted_at, user.is_deleted, user.can_sign_in) == (None, False, True)
        ada = user.state.id
        expected = [UserDeleted(at=LATER, user_id=ada), UserRestored(at=LATER, user_id=ada)]
        assert user.stored() == expected

    def test_a_restored_user_is_as_active_as_before(self) -> None:
        user = stored_user(is_active=False, deleted_at=NOON)
        user.restore(LATER)
        assert not user.can_sign_in

    @pytest.mark.parametrize(
        ("user", "operation"),
        [
            (stored_user(), "activate"),
            (stored_user(is_active=False), "deactivate"),
            (deleted_user(), "delete"),
            (stored_user(), "restore"),
        ],
    )
    def test_a_second_press_is_silent(self, user: User, operation: str) -> None:
        before = user.state
        getattr(user, operation)(LATER)
        assert user.state is before
        assert not user.has_changed


class TestDeletedUser:
    @pytest.mark.parametrize("operation", ["activate", "deactivate"])
    def test_refuses_the_switches_and_has_changed_nothing(self, operation: str) -> None:
        user = deleted_user()
        before = user.state
        with pytest.raises(UserIsDeleted, match="only be restored"):
            getattr(user, operation)(LATER)
        assert user.state is before
        assert not user.has_changed

    @pytest.mark.parametrize("changes", [{}, EVERYTHING])
    def test_refuses_changes_even_empty_ones(self, changes: dict[str, Any]) -> None:
        user = deleted_user()
        with pytest.raises(UserIsDeleted):
            user.change(now=LATER, **changes)
        assert not user.has_changed


@pytest.mark.parametrize("operation", ["deactivate", "delete"])
def test_a_moment_without_a_zone_changes_nothing(operation: str) -> None:
    user = stored_user()
    before = user.state
    with pytest.raises(ValueError, match="time zone"):
        getattr(user, operation)(NAIVE)
    assert user.state is before
    assert not user.has_changed
