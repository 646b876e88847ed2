# task 3 | right | expect: accepted | five hundred at a time, until nobody is due
async def remind(database, tenant_id, mailer, now):
    t = INVITATIONS.c
    while True:
        some = select(t.id).where(due(tenant_id, now)).limit(500).scalar_subquery()
        ch = (
            update(INVITATIONS)
            .where(t.id.in_(some))
            .values(expires_at=now + THREE_DAYS, updated_at=now, version=t.version + 1)
            .returning(t.email)
        )
        async with database.writer.begin() as w:
            emails = (await w.scalars(ch)).all()
        if not emails:
            break
        for e in emails:
            await mailer.send(reminder(e))
