"""You look at what is stored and at what was sent, and not at who ended the transaction.

With a fake that keeps all at once, a commit too many is invisible unless you ask for it.

task: 3
check: tests_notice_a_commit
message: Your tests try a pending one
"""

REVOKE = RevokeInvitation(invitation_id=invitation().state.id)


async def test_pending(revoke: Handler) -> None:
    unit = FakeUnit(invitation())
    view = await revoke(REVOKE, unit)
    assert view.status == "revoked"
    assert unit.invitations.stored[view.id].state.status is Status.REVOKED
    assert len(unit.mailer.letters) == 1


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
    with pytest.raises(InvitationNotFound):
        await revoke(REVOKE, FakeUnit())
