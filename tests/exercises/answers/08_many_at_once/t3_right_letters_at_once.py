# task 3 | right | expect: accepted | letters are sent in a task group, whose error holds that of the mail host
import asyncio


async def remind(database, tenant_id, mailer, now):
    later = {"expires_at": now + THREE_DAYS, "updated_at": now}
    change = update(INVITATIONS).where(due(tenant_id, now)).values(later)
    numbered = change.values(version=INVITATIONS.c.version + 1).returning(INVITATIONS.c.email)
    async with database.writer.begin() as writer:
        emails = (await writer.scalars(numbered)).all()
    async with asyncio.TaskGroup() as g:
        for e in emails:
            g.create_task(mailer.send(reminder(e)))
