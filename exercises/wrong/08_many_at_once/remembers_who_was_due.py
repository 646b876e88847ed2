"""You remember who was due, and ask once more only whether they are pending.

Ada has given somebody a month meanwhile. They were due no longer, and three days are left of the
month. All that makes somebody due must still hold in the statement that writes.

task: 3
check: what_somebody_stores_meanwhile_stays
message: Ada gave guest2 a month
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    async with database.reader.connect() as reader:
        ids = (await reader.scalars(select(INVITATIONS.c.id).where(due(tenant_id, now)))).all()
    later = {"expires_at": now + THREE_DAYS, "updated_at": now}
    still = and_(INVITATIONS.c.id.in_(ids), INVITATIONS.c.status == "pending")
    change = update(INVITATIONS).where(still).values(later)
    numbered = change.values(version=INVITATIONS.c.version + 1).returning(INVITATIONS.c.email)
    async with database.writer.begin() as writer:
        emails = (await writer.scalars(numbered)).all()
    for email in emails:
        await mailer.send(reminder(email))
