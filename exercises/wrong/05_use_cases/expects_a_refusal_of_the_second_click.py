"""You expect that a second click is refused.

One that is revoked already stays as it is, and whoever asks is answered. What is as they want
it is no error.

task: 3
check: tests_are_green_on_the_right_handler
message: DID NOT RAISE
check: tests_are_green_on_another_right_handler
"""

REVOKE = RevokeInvitation(invitation_id=invitation().state.id)


async def test_a_pending_invitation_is_revoked(revoke: Handler) -> None:
    unit = FakeUnit(invitation())
    view = await revoke(REVOKE, unit)
    assert view.status == "revoked"
    assert unit.invitations.stored[view.id].state.status is Status.REVOKED
    assert [letter.to for letter in unit.mailer.letters] == [invitation().state.email]
    assert unit.commits == 0


async def test_what_is_revoked_already_is_no_news(revoke: Handler) -> None:
    guest = invitation()
    guest.revoke(NOW)
    unit = FakeUnit(guest)
    await revoke(REVOKE, unit)
    assert unit.mailer.letters == []


async def test_what_is_accepted_is_refused_without_a_letter(revoke: Handler) -> None:
    guest = invitation()
    guest.accept(NOW)
    unit = FakeUnit(guest)
    with pytest.raises(InvitationClosed):
        await revoke(REVOKE, unit)
    assert unit.mailer.letters == []


async def test_a_second_click_is_refused(revoke: Handler) -> None:
    unit = FakeUnit(invitation())
    await revoke(REVOKE, unit)
    with pytest.raises(InvitationClosed):
        await revoke(REVOKE, unit)


async def test_there_must_be_such_an_invitation(revoke: Handler) -> None:
    with pytest.raises(InvitationNotFound):
        await revoke(REVOKE, FakeUnit())
