"""You make a dict with a place for each code, fill it, and return its values.

A dict has one place for a code that was typed twice, so the list gets shorter. Walk through `codes`
themselves at the end.

task: 2
check: a_code_twice_is_answered_twice
message: found [guest5@example.com, guest6@example.com]
"""


async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: Sequence[InviteCode]
) -> list[Invitation | None]:
    found: dict[str, Invitation | None] = dict.fromkeys(code.key for code in codes)
    keys = list(found)
    for start in range(0, len(keys), AT_MOST):
        some = INVITATIONS.c.code_key.in_(keys[start : start + AT_MOST])
        statement = select(INVITATIONS).where(INVITATIONS.c.tenant_id == tenant_id, some)
        for row in await connection.execute(statement):
            found[row.code_key] = invitation_of(row)
    return list(found.values())
