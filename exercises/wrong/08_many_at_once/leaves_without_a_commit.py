"""You left the connection without a commit.

Nothing was stored, then: what was written is rolled back on the way out. `begin()` commits at its
end; `connect()` leaves that to you.

task: 3
check: whoever_is_due_gets_three_days
message: no days were stored
check: what_was_changed_says_when
check: three_days_and_a_letter_come_together
check: each_change_is_a_version
check: nobody_of_a_crowd_is_left_out
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    table = INVITATIONS.c
    change = update(INVITATIONS).where(due(tenant_id, now)).returning(table.email)
    async with database.writer.connect() as writer:
        hit = await writer.scalars(
            change.values(expires_at=now + THREE_DAYS, updated_at=now, version=table.version + 1)
        )
        emails = hit.all()
    for email in emails:
        await mailer.send(reminder(email))
