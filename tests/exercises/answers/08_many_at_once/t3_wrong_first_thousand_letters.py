# task 3 | wrong | expect: rejected | all rows of a result come by fetchmany
async def remind(database, tenant_id, mailer, now):
    later = {"expires_at": now + THREE_DAYS, "updated_at": now}
    change = update(INVITATIONS).where(due(tenant_id, now)).values(later)
    numbered = change.values(version=INVITATIONS.c.version + 1).returning(INVITATIONS.c.email)
    async with database.writer.begin() as writer:
        emails = (await writer.scalars(numbered)).fetchmany(1000)
    for email in emails:
        await mailer.send(reminder(email))
