"""You make an invitation of what the row says, and leave its version out.

It looks the same, and nobody can store a change of it: it says that it was never stored.
`invitation_of` brings the version along.

task: 2
check: an_invitation_comes_as_it_is_stored
message: in version 0, or differs
"""


async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: Sequence[InviteCode]
) -> list[Invitation | None]:
    keys = sorted({code.key for code in codes})
    found: dict[str, Invitation] = {}
    for start in range(0, len(keys), AT_MOST):
        some = INVITATIONS.c.code_key.in_(keys[start : start + AT_MOST])
        statement = select(INVITATIONS).where(INVITATIONS.c.tenant_id == tenant_id, some)
        for row in await connection.execute(statement):
            found[row.code_key] = Invitation(invitation_of(row).state)
    return [found.get(code.key) for code in codes]
