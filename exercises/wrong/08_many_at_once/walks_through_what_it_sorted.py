"""You sort the codes for the statement, and walk through the sorted ones at the end.

Then each line has a name beside it, and mostly not its own. Sort as you like for the statement, and
walk through `codes`.

task: 2
check: each_line_gets_its_own
message: found [guest2@example.com, guest4
check: a_code_twice_is_answered_twice
"""


async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: Sequence[InviteCode]
) -> list[Invitation | None]:
    keys = sorted(code.key for code in codes)
    found: dict[str, Invitation] = {}
    different = list(dict.fromkeys(keys))
    for start in range(0, len(different), AT_MOST):
        some = INVITATIONS.c.code_key.in_(different[start : start + AT_MOST])
        statement = select(INVITATIONS).where(INVITATIONS.c.tenant_id == tenant_id, some)
        for row in await connection.execute(statement):
            found[row.code_key] = invitation_of(row)
    return [found.get(key) for key in keys]
