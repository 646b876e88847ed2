"""You look at the invitation that you made for the test.

The handler loads its own from the storage, as it would from a database, and yours stays pending.
Look into `unit.invitations.stored`.

task: 3
check: tests_are_green_on_the_right_handler
message: assert guest.state.status is Status.REVOKED
check: tests_are_green_on_another_right_handler
check: tests_notice_what_is_not_saved
check: tests_notice_an_old_answer
check: tests_notice_that_nobody_is_told
check: tests_notice_a_commit
"""

REVOKE = RevokeInvitation(invitation_id=invitation().state.id)


async def test_pending(revoke: Handler) -> None:
    guest = invitation()
    unit = FakeUnit(guest)
    view = await revoke(REVOKE, unit)
    assert view.status == "revoked"
    assert guest.state.status is Status.REVOKED
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
