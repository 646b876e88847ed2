"""You try what is pending, and what is refused.

Between the two lies what is fine and changes nothing: the second click. On a slow network it is the
most frequent case of all.

task: 3
check: tests_notice_a_second_letter
message: None of your tests tries one that is revoked already
"""

REVOKE = RevokeInvitation(invitation_id=invitation().state.id)


async def test_pending(revoke: Handler) -> None:
    unit = FakeUnit(invitation())
    view = await revoke(REVOKE, unit)
    assert view.status == "revoked"
    assert unit.invitations.stored[view.id].state.status is Status.REVOKED
    assert len(unit.mailer.letters) == 1
    assert unit.commits == 0


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
