# task 3 | wrong | expect: rejected | due is what is over in less than a day
async def remind(database, tenant_id, mailer, now):
    later = {"expires_at": now + THREE_DAYS, "updated_at": now}
    change = (
        update(INVITATIONS)
        .where(
            INVITATIONS.c.tenant_id == tenant_id,
            INVITATIONS.c.status == "pending",
            INVITATIONS.c.expires_at > now,
            INVITATIONS.c.expires_at < now + A_DAY,
        )
        .values(later)
    )
    numbered = change.values(version=INVITATIONS.c.version + 1).returning(INVITATIONS.c.email)
    async with database.writer.begin() as writer:
        emails = (await writer.scalars(numbered)).all()
    for email in emails:
        await mailer.send(reminder(email))
