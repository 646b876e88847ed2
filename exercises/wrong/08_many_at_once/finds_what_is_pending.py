"""You look for pending invitations, since the others are closed.

Those who have come have accepted, mostly. Grace wants to see whose slip it is, whatever became of
the invitation.

task: 2
check: an_invitation_comes_as_it_is_stored
message: found [None, None, guest243@example.com]
"""


async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: Sequence[InviteCode]
) -> list[Invitation | None]:
    keys = sorted({code.key for code in codes})
    found: dict[str, Invitation] = {}
    for start in range(0, len(keys), AT_MOST):
        some = INVITATIONS.c.code_key.in_(keys[start : start + AT_MOST])
        statement = select(INVITATIONS).where(
            INVITATIONS.c.tenant_id == tenant_id, INVITATIONS.c.status == "pending", some
        )
        for row in await connection.execute(statement):
            found[row.code_key] = invitation_of(row)
    return [found.get(code.key) for code in codes]
