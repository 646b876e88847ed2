"""You take a hundred and no more, so that no job runs for long.

The others are due as well, and tomorrow it is too late for them. Take them in slices, until there
are none.

task: 3
check: nobody_of_a_crowd_is_left_out
message: Days were given to 100 of them
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    later = {"expires_at": now + THREE_DAYS, "updated_at": now}
    first = select(INVITATIONS.c.id).where(due(tenant_id, now)).limit(100)
    change = update(INVITATIONS).where(INVITATIONS.c.id.in_(first)).values(later)
    numbered = change.values(version=INVITATIONS.c.version + 1).returning(INVITATIONS.c.email)
    async with database.writer.begin() as writer:
        emails = (await writer.scalars(numbered)).all()
    for email in emails:
        await mailer.send(reminder(email))
