"""You ask who was hit, and take their addresses from what you had read before.

Somebody has corrected an address between the two. The statement that stores the days knows the
address of that moment.

task: 3
check: the_letter_goes_where_the_row_said
message: When the days were stored, the address was right@example.com
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    table = INVITATIONS.c
    async with database.reader.connect() as reader:
        rows = (await reader.execute(select(INVITATIONS).where(due(tenant_id, now)))).all()
    emails = {row.id: row.email for row in rows}
    change = update(INVITATIONS).where(due(tenant_id, now)).returning(table.id)
    async with database.writer.begin() as writer:
        hit = await writer.scalars(
            change.values(expires_at=now + THREE_DAYS, updated_at=now, version=table.version + 1)
        )
        ids = hit.all()
    for each in ids:
        if each in emails:
            await mailer.send(reminder(emails[each]))
