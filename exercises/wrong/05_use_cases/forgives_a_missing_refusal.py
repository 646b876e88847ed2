"""You catch the refusal, and do not mind when none comes.

`except InvitationClosed: pass` is green on a handler that answers as if all were well.
`pytest.raises` is red when nothing is raised.

task: 3
check: tests_notice_that_nothing_is_refused
message: Your tests try an accepted one
"""

from contextlib import suppress

REVOKE = RevokeInvitation(invitation_id=invitation().state.id)


async def test_pending(revoke: Handler) -> None:
    unit = FakeUnit(invitation())
    view = await revoke(REVOKE, unit)
    assert view.status == "revoked"
    assert unit.invitations.stored[view.id].state.status is Status.REVOKED
    assert len(unit.mailer.letters) == 1
    assert unit.commits == 0


async def test_revoked(revoke: Handler) -> None:
    guest = invitation()
    guest.revoke(NOW)
    unit = FakeUnit(guest)
    await revoke(REVOKE, unit)
    assert not unit.mailer.letters


async def test_accepted(revoke: Handler) -> None:
    guest = invitation()
    guest.accept(NOW)
    unit = FakeUnit(guest)
    with suppress(InvitationClosed):
        await revoke(REVOKE, unit)
    assert unit.invitations.stored[REVOKE.invitation_id].state == guest.state
    assert not unit.mailer.letters


async def test_unknown(revoke: Handler) -> None:
    with pytest.raises(InvitationNotFound):
        await revoke(REVOKE, FakeUnit())
