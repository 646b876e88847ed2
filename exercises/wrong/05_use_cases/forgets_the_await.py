"""You call the handler and do not await it.

A coroutine that nobody awaits never begins, and it is no answer: it has no `status`. An `await`
needs a test that is an `async def`.

task: 3
check: tests_are_green_on_the_right_handler
message: 'coroutine' object has no attribute
check: tests_are_green_on_another_right_handler
check: tests_notice_what_is_not_saved
check: tests_notice_an_old_answer
check: tests_notice_that_nobody_is_told
check: tests_notice_a_commit
"""

REVOKE = RevokeInvitation(invitation_id=invitation().state.id)


async def test_pending(revoke: Handler) -> None:
    unit = FakeUnit(invitation())
    view = revoke(REVOKE, unit)
    assert view.status == "revoked"
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
