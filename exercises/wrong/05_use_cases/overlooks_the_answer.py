"""You look at what was stored, or at what was called, and not at the answer.

Whoever asked reads the answer, not the table. It was promised as well.

task: 3
check: tests_notice_an_old_answer
message: Your tests try a pending one
"""

REVOKE = RevokeInvitation(invitation_id=invitation().state.id)


async def test_pending(revoke: Handler) -> None:
    unit = FakeUnit(invitation())
    await revoke(REVOKE, unit)
    (stored,) = unit.invitations.stored.values()
    assert stored.state.status is Status.REVOKED
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
    with pytest.raises(InvitationNotFound):
        await revoke(REVOKE, FakeUnit())
