"""You look at the answer, and believe it.

A handler can say "revoked" and store nothing. The storage is asked too.

task: 3
check: tests_notice_what_is_not_saved
message: Your tests try a pending one
"""

REVOKE = RevokeInvitation(invitation_id=invitation().state.id)


async def test_pending(revoke: Handler) -> None:
    unit = FakeUnit(invitation())
    view = await revoke(REVOKE, unit)
    assert view.status == "revoked"
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
