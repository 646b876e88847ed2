"""You read the row once more, right before you write it, and leave it if its version has changed.

That makes the gap smaller and does not close it: Ada comes between the second look and the write.
Compare in the statement that writes.

task: 3
check: what_somebody_stores_meanwhile_stays
message: `BEGIN`. In the end
check: whoever_is_no_longer_due_gets_no_days
check: the_letter_goes_where_the_row_said
check: each_change_is_a_version
check: a_dozen_takes_as_many_statements_as_four
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    async with database.reader.connect() as reader:
        rows = (await reader.execute(select(INVITATIONS).where(due(tenant_id, now)))).all()
        for row in rows:
            this = INVITATIONS.c.id == row.id
            fresh = (await reader.execute(select(INVITATIONS).where(this))).one()
            if fresh.version != row.version:
                continue
            changed = fresh._asdict() | {
                "expires_at": now + THREE_DAYS,
                "updated_at": now,
                "version": fresh.version + 1,
            }
            async with database.writer.begin() as writer:
                await writer.execute(update(INVITATIONS).where(this), changed)
            await mailer.send(reminder(fresh.email))
