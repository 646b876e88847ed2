"""You store the days, and look up the addresses when that is done.

By then an address may be another one. The statement that stores the days can return it:
`returning(...)`.

task: 3
check: the_letter_goes_where_the_row_said
message: When the days were stored, the address was guest2@example.com
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    later = {"expires_at": now + THREE_DAYS, "updated_at": now}
    change = update(INVITATIONS).where(due(tenant_id, now)).values(later)
    numbered = change.values(version=INVITATIONS.c.version + 1).returning(INVITATIONS.c.id)
    async with database.writer.begin() as writer:
        ids = (await writer.scalars(numbered)).all()
    hit = select(INVITATIONS.c.email).where(INVITATIONS.c.id.in_(ids))
    async with database.reader.connect() as reader:
        emails = (await reader.scalars(hit)).all()
    for email in emails:
        await mailer.send(reminder(email))
