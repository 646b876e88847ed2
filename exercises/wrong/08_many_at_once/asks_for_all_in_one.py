"""You ask for all codes in one statement: one is the fewest there can be.

It works until the day on which there are too many, and no test has so many. Ask for `AT_MOST` at a
time.

task: 2
check: no_statement_holds_more_than_a_hundred
message: sent a statement with 101 codes among its values
"""


async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: Sequence[InviteCode]
) -> list[Invitation | None]:
    wanted = INVITATIONS.c.code_key.in_([code.key for code in codes])
    statement = select(INVITATIONS).where(INVITATIONS.c.tenant_id == tenant_id, wanted)
    rows = await connection.execute(statement)
    found = {row.code_key: invitation_of(row) for row in rows}
    return [found.get(code.key) for code in codes]
