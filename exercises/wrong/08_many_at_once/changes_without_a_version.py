"""You think that versions concern only people: a job has no form open.

Ada has. Her form is older than your change, and if the version stays, saving it takes the three
days back.

task: 3
check: each_change_is_a_version
message: `version` is 1; it was 1
"""


async def remind(database: Database, tenant_id: TenantId, mailer: Mailer, now: datetime) -> None:
    change = update(INVITATIONS).where(due(tenant_id, now)).returning(INVITATIONS.c.email)
    async with database.writer.begin() as writer:
        hit = await writer.scalars(change.values(expires_at=now + THREE_DAYS, updated_at=now))
        emails = hit.all()
    for email in emails:
        await mailer.send(reminder(email))
