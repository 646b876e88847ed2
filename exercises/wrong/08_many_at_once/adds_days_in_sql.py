"""You add three days to a column, in SQL.

The days count from now. And SQLite keeps a moment as a string, to which no days can be added: do
the sum in Python.

task: 3
check: whoever_is_due_gets_a_letter
message: 'datetime.timedelta' object
check: whoever_is_due_gets_three_days
check: what_was_changed_says_when
check: nothing_else_changes
check: what_somebody_stores_meanwhile_stays
check: whoever_is_no_longer_due_gets_no_days
check: three_days_and_a_letter_come_together
check: the_letter_goes_where_the_row_said
check: each_change_is_a_version
check: nobody_waits_for_a_letter
check: the_job_fails_with_the_mail_host
check: a_dozen_takes_as_many_statements_as_four
check: nobody_of_a_crowd_is_left_out
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
