"""You take any error for a refusal.

A crash is an error too: `AttributeError` at `None`. Name the one that is promised.

task: 3
check: tests_notice_a_crash
message: Your tests try an unknown id
"""

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
    with pytest.raises(InvitationClosed):
        await revoke(REVOKE, unit)
    assert not unit.mailer.letters


async def test_unknown(revoke: Handler) -> None:
    with pytest.raises(Exception):
        await revoke(REVOKE, FakeUnit())
