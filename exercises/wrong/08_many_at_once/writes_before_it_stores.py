"""You send the letters first, and give three days to those who are still due then.

A letter can't be taken back: whoever is revoked after it was promised three days, and gets none.
Store first.

task: 3
check: three_days_and_a_letter_come_together
message: while a letter was on its way. By then three days were not stored
check: the_letter_goes_where_the_row_said
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    async with database.reader.connect() as reader:
        rows = (await reader.execute(select(INVITATIONS).where(due(tenant_id, now)))).all()
    for row in rows:
        await mailer.send(reminder(row.email))
    later = {"expires_at": now + THREE_DAYS, "updated_at": now}
    change = update(INVITATIONS).where(due(tenant_id, now)).values(later)
    async with database.writer.begin() as writer:
        await writer.execute(change.values(version=INVITATIONS.c.version + 1))
