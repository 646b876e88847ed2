"""You compare the version in the `WHERE`, for one invitation after the other.

That is right, and dear: each of the four thousand is a transaction of its own. One `UPDATE` can hit
many rows, and `returning(...)` says which.

task: 3
check: a_dozen_takes_as_many_statements_as_four
message: and 25 for a dozen
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    async with database.reader.connect() as reader:
        rows = (await reader.execute(select(INVITATIONS).where(due(tenant_id, now)))).all()
    for row in rows:
        table = INVITATIONS.c
        change = (
            update(INVITATIONS)
            .where(table.id == row.id, table.version == row.version)
            .values(expires_at=now + THREE_DAYS, updated_at=now, version=row.version + 1)
        )
        async with database.writer.begin() as writer:
            result = await writer.execute(change)
        if result.rowcount == 1:
            await mailer.send(reminder(row.email))
