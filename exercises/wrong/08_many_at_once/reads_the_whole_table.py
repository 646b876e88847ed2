"""You read all invitations of the tenant, in one statement, and choose among them here.

That is one statement, and a hundred thousand rows for three slips of paper. Let the database
choose: it has an index for it.

task: 2
check: only_rows_that_are_needed_are_read
message: read 230 rows that it does not need
"""


async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: Sequence[InviteCode]
) -> list[Invitation | None]:
    statement = select(INVITATIONS).where(INVITATIONS.c.tenant_id == tenant_id)
    rows = await connection.execute(statement)
    found = {row.code_key: invitation_of(row) for row in rows}
    return [found.get(code.key) for code in codes]
