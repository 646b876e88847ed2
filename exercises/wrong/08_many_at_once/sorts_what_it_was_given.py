"""You put the codes in order where they are.

They are Grace's: her column stands in another order afterwards, and yours is right only by the copy
that you made. `sorted` makes a list of its own.

task: 2
check: the_codes_stay_as_they_are
message: to `[InviteCode(****-2XAC), InviteCode(****-2XAC), InviteCode(****-2XAH)
"""


async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: list[InviteCode]
) -> list[Invitation | None]:
    as_typed = list(codes)
    codes.sort(key=lambda code: code.key)
    keys = list(dict.fromkeys(code.key for code in codes))
    found: dict[str, Invitation] = {}
    for start in range(0, len(keys), AT_MOST):
        some = INVITATIONS.c.code_key.in_(keys[start : start + AT_MOST])
        statement = select(INVITATIONS).where(INVITATIONS.c.tenant_id == tenant_id, some)
        for row in await connection.execute(statement):
            found[row.code_key] = invitation_of(row)
    return [found.get(code.key) for code in as_typed]
