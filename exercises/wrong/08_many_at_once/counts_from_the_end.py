"""You count the three days from the end, which is a day from now.

They begin now: `now + THREE_DAYS`, for whoever is due, early or late.

task: 3
check: whoever_is_due_gets_three_days
message: `expires_at` is 1 day, 0:00:00 late
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    later = {"expires_at": now + A_DAY + THREE_DAYS, "updated_at": now}
    change = update(INVITATIONS).where(due(tenant_id, now)).values(later)
    numbered = change.values(version=INVITATIONS.c.version + 1).returning(INVITATIONS.c.email)
    async with database.writer.begin() as writer:
        emails = (await writer.scalars(numbered)).all()
    for email in emails:
        await mailer.send(reminder(email))
