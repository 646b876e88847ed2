# task 3 | right | expect: accepted | where nothing has changed there is nothing to commit
from exercises.invitations.codes import InviteCode
from exercises.invitations.entities import Invitation
from exercises.invitations.errors import InvitationClosed, InvitationNotFound
from exercises.invitations.ports import InvitingUnits


async def send_anew(units: InvitingUnits, fresh: Invitation) -> None:
    """Revokes the pending invitation of the same email, if any, and stores the fresh one."""
    async with units.write() as unit:
        old = await unit.invitations.find_pending(fresh.state.email)
        if old is not None:
            old.revoke(unit.clock.now())
            await unit.invitations.save(old)
        await unit.invitations.add(fresh)
        await unit.commit()


async def invite(units: InvitingUnits, invitation: Invitation) -> None:
    """Stores the invitation and sends its letter."""
    async with units.write() as unit:
        await unit.invitations.add(invitation)
        await unit.commit()
    await unit.mailer.send(letter_for(invitation))


async def opened(units: InvitingUnits, code: InviteCode) -> Invitation:
    """The pending invitation. Raises `InvitationNotFound`, `InvitationClosed`."""
    async with units.write() as unit:
        invitation = await unit.invitations.find_by_code(code)
        if invitation is None:
            raise InvitationNotFound("There is no invitation with this code.", path=("code",))
        invitation.expire(unit.clock.now())
        if invitation.has_changed:
            await unit.invitations.save(invitation)
            await unit.commit()
        if not invitation.is_pending:
            raise InvitationClosed("This invitation is closed.")
        return invitation
