"""You compare in the `WHERE`, and send letters to everybody you had read.

The `UPDATE` has left out whoever was changed meanwhile, and you did not ask who that was.
`returning(...)` tells.

task: 3
check: three_days_and_a_letter_come_together
message: before the job's `BEGIN`. By then three days were not stored
check: the_letter_goes_where_the_row_said
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    async with database.reader.connect() as reader:
        rows = (await reader.execute(select(INVITATIONS).where(due(tenant_id, now)))).all()
    later = {"expires_at": now + THREE_DAYS, "updated_at": now}
    change = update(INVITATIONS).where(due(tenant_id, now)).values(later)
    async with database.writer.begin() as writer:
        await writer.execute(change.values(version=INVITATIONS.c.version + 1))
    for row in rows:
        await mailer.send(reminder(row.email))
