"""You write down what is due once more, and what is over already is within a day, too.

Whoever's time is over is not due: their seat is somebody else's by now. Use the `due` that is
there.

task: 3
check: nothing_else_changes
message: got a letter all the same: guest6@example.com, guest7@example.com.
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    later = {"expires_at": now + THREE_DAYS, "updated_at": now}
    row = INVITATIONS.c
    over = and_(row.tenant_id == tenant_id, row.expires_at <= now + A_DAY)
    change = update(INVITATIONS).where(over, row.status == "pending").values(later)
    numbered = change.values(version=INVITATIONS.c.version + 1).returning(INVITATIONS.c.email)
    async with database.writer.begin() as writer:
        emails = (await writer.scalars(numbered)).all()
    for email in emails:
        await mailer.send(reminder(email))
