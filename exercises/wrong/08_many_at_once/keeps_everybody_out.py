"""You hold the writer from the first look to the last letter, so that nobody comes between.

Nobody does: for four thousand letters, nobody can store anything, in the whole company. End the
transaction before the first letter.

task: 3
check: nobody_waits_for_a_letter
message: database is locked
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    async with database.writer.begin() as writer:
        rows = (await writer.execute(select(INVITATIONS).where(due(tenant_id, now)))).all()
        await writer.execute(
            update(INVITATIONS)
            .where(INVITATIONS.c.id.in_([row.id for row in rows]))
            .values(expires_at=now + THREE_DAYS, updated_at=now, version=INVITATIONS.c.version + 1)
        )
        for row in rows:
            await mailer.send(reminder(row.email))
