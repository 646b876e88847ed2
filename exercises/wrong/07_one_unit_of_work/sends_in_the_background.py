"""You send in a task of its own, and believe that it waits for the commit.

A task begins at the next `await` that has to wait, and nobody has told it what to wait for. When
the commit fails, the letter is on its way.

task: 3
check: no_letter_for_what_is_not_stored
message: A task of its own sent it.
check: nobody_waits_for_the_mail_server
check: a_letter_that_fails_is_told
"""

import asyncio

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
        asyncio.create_task(unit.mailer.send(letter_for(invitation)))  # noqa: RUF006
        await unit.commit()


async def opened(units: InvitingUnits, code: InviteCode) -> Invitation:
    """The pending invitation. Raises `InvitationNotFound`, `InvitationClosed`."""
    async with units.write() as unit:
        invitation = await unit.invitations.find_by_code(code)
        if invitation is None:
            raise InvitationNotFound("There is no invitation with this code.", path=("code",))
        invitation.expire(unit.clock.now())
        await unit.invitations.save(invitation)
        await unit.commit()
        if not invitation.is_pending:
            raise InvitationClosed("This invitation is closed.")
        return invitation
