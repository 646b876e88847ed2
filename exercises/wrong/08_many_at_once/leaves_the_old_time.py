"""You store the days, and leave `updated_at` as it was.

Then nobody who looks for what has changed since yesterday sees them.

task: 3
check: what_was_changed_says_when
message: `updated_at` is as it was
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    later = {"expires_at": now + THREE_DAYS}
    change = update(INVITATIONS).where(due(tenant_id, now)).values(later)
    numbered = change.values(version=INVITATIONS.c.version + 1).returning(INVITATIONS.c.email)
    async with database.writer.begin() as writer:
        emails = (await writer.scalars(numbered)).all()
    for email in emails:
        await mailer.send(reminder(email))
