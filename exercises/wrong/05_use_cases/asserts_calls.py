"""You replace `save` by a mock and ask how it was called.

The mock stores nothing, and whoever reads again afterwards finds the old state. How often a handler
saves is its own affair: ask what is stored.

task: 3
check: tests_are_green_on_another_right_handler
message: view.status ==
"""

from unittest.mock import AsyncMock

REVOKE = RevokeInvitation(invitation_id=invitation().state.id)


async def test_pending(revoke: Handler) -> None:
    unit = FakeUnit(invitation())
    unit.invitations.save = AsyncMock()
    view = await revoke(REVOKE, unit)
    assert view.status == "revoked"
    unit.invitations.save.assert_awaited_once()
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
