"""You remember who was due, and ask once more only whether there is a day left.

Somebody was revoked meanwhile, and gets three days all the same. All that makes somebody due must
still hold in the statement that writes.

task: 3
check: whoever_is_no_longer_due_gets_no_days
message: Ada revoked guest2's invitation
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    async with database.reader.connect() as reader:
        ids = (await reader.scalars(select(INVITATIONS.c.id).where(due(tenant_id, now)))).all()
    later = {"expires_at": now + THREE_DAYS, "updated_at": now}
    still = and_(INVITATIONS.c.id.in_(ids), INVITATIONS.c.expires_at <= now + A_DAY)
    change = update(INVITATIONS).where(still).values(later)
    numbered = change.values(version=INVITATIONS.c.version + 1).returning(INVITATIONS.c.email)
    async with database.writer.begin() as writer:
        emails = (await writer.scalars(numbered)).all()
    for email in emails:
        await mailer.send(reminder(email))
