"""You read who is due, store the days, and read the addresses of those whom you had read.

Somebody who was revoked between the two has no days, and gets a letter. `returning(...)` tells who
was hit.

task: 3
check: three_days_and_a_letter_come_together
message: Days and a letter should come together
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    table = INVITATIONS.c
    async with database.reader.connect() as reader:
        ids = (await reader.scalars(select(table.id).where(due(tenant_id, now)))).all()
    later = {"expires_at": now + THREE_DAYS, "updated_at": now}
    change = update(INVITATIONS).where(due(tenant_id, now), table.id.in_(ids)).values(later)
    async with database.writer.begin() as writer:
        await writer.execute(change.values(version=table.version + 1))
        emails = (await writer.scalars(select(table.email).where(table.id.in_(ids)))).all()
    for email in emails:
        await mailer.send(reminder(email))
