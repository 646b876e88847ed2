# task 3 | wrong | expect: rejected | compares the stored invitation with `==`, which asks for the id only, so that a handler that never saves is green
from copy import deepcopy

import pytest

from exercises.invitations.errors import InvitationClosed, InvitationNotFound


async def test_a_pending_invitation_is_revoked(revoke: Handler) -> None:
    guest, other = invitation(), invitation(2)
    unit = FakeUnit(other, guest)
    expected = deepcopy(guest)
    expected.revoke(NOW)
    view = await revoke(RevokeInvitation(invitation_id=guest.state.id), unit)
    stored = unit.invitations.stored[guest.state.id]
    assert stored == expected
    assert view == InvitationView.of(expected)
    assert [letter.to for letter in unit.mailer.letters] == [guest.state.email]
    assert unit.invitations.stored[other.state.id].state == other.state
    assert unit.commits == 0


async def test_a_second_click_is_no_second_letter(revoke: Handler) -> None:
    guest = invitation()
    guest.revoke(NOW)
    unit = FakeUnit(guest)
    view = await revoke(RevokeInvitation(invitation_id=guest.state.id), unit)
    stored = unit.invitations.stored[guest.state.id]
    assert (stored.state, stored.version) == (guest.state, guest.version)
    assert view == InvitationView.of(stored)
    assert unit.mailer.letters == []
    assert unit.commits == 0


async def test_an_accepted_one_is_refused(revoke: Handler) -> None:
    guest = invitation()
    guest.accept(NOW)
    unit = FakeUnit(guest)
    with pytest.raises(InvitationClosed):
        await revoke(RevokeInvitation(invitation_id=guest.state.id), unit)
    stored = unit.invitations.stored[guest.state.id]
    assert (stored.state, stored.version) == (guest.state, guest.version)
    assert unit.mailer.letters == []
    assert unit.commits == 0


async def test_an_unknown_id_is_refused(revoke: Handler) -> None:
    unit = FakeUnit(invitation())
    with pytest.raises(InvitationNotFound):
        await revoke(RevokeInvitation(invitation_id=invitation(2).state.id), unit)
    assert unit.commits == 0
