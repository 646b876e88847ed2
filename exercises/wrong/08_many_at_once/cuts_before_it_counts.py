"""You cut the codes into slices as they were typed.

A code that was typed a hundred times fills a slice, and is asked for again in the next. Take
repetitions out first.

task: 2
check: a_code_that_was_typed_often_is_asked_for_once
message: each 100 times, `find_all` sent 3 statements
"""


async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: Sequence[InviteCode]
) -> list[Invitation | None]:
    found: dict[str, Invitation] = {}
    for start in range(0, len(codes), AT_MOST):
        keys = [code.key for code in codes[start : start + AT_MOST]]
        statement = select(INVITATIONS).where(
            INVITATIONS.c.tenant_id == tenant_id, INVITATIONS.c.code_key.in_(keys)
        )
        for row in await connection.execute(statement):
            found[row.code_key] = invitation_of(row)
    return [found.get(code.key) for code in codes]
