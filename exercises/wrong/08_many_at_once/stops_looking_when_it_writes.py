"""You write only your own columns, so that nothing of Ada is overwritten.

Her status stays, and yet somebody whom she has revoked gets three days and a letter. The condition
must still hold when the row is written: say it in the `WHERE`.

task: 3
check: what_somebody_stores_meanwhile_stays
message: Ada gave guest2 a month before the job's `BEGIN`
check: whoever_is_no_longer_due_gets_no_days
check: the_letter_goes_where_the_row_said
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    async with database.reader.connect() as reader:
        rows = (await reader.execute(select(INVITATIONS).where(due(tenant_id, now)))).all()
    async with database.writer.begin() as writer:
        await writer.execute(
            update(INVITATIONS)
            .where(INVITATIONS.c.id.in_([row.id for row in rows]))
            .values(expires_at=now + THREE_DAYS, updated_at=now, version=INVITATIONS.c.version + 1)
        )
    for row in rows:
        await mailer.send(reminder(row.email))
