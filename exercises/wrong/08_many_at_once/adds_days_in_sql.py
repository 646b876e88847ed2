"""You add three days to a column, in SQL.

The days count from now. And SQLite keeps a moment as a string, to which no days can be added: do
the sum in Python.

task: 3
check: whoever_is_due_gets_a_letter_and_three_days
message: 'datetime.timedelta' object
check: what_somebody_stores_meanwhile_stays
check: three_days_and_a_letter_come_together
check: nobody_waits_for_a_letter
check: each_change_is_a_version
check: a_dozen_takes_as_many_statements_as_four
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    table = INVITATIONS.c
    later = table.expires_at + THREE_DAYS
    change = update(INVITATIONS).where(due(tenant_id, now)).returning(table.email)
    async with database.writer.begin() as writer:
        hit = await writer.execute(
            change.values(expires_at=later, updated_at=now, version=table.version + 1)
        )
        emails = [row.email for row in hit]
    for email in emails:
        await mailer.send(reminder(email))
