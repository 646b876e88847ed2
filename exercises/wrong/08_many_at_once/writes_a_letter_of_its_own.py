"""You write the letter anew, where you need it.

Whoever mends the text of `reminder` mends one of two letters then.

task: 3
check: whoever_is_due_gets_a_letter
message: it should be as `reminder(...)` writes it
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    later = {"expires_at": now + THREE_DAYS, "updated_at": now}
    change = update(INVITATIONS).where(due(tenant_id, now)).values(later)
    numbered = change.values(version=INVITATIONS.c.version + 1).returning(INVITATIONS.c.email)
    async with database.writer.begin() as writer:
        emails = (await writer.scalars(numbered)).all()
    for email in emails:
        await mailer.send(Letter(EmailAddress(email), "Your seat", "You have three more days."))
