"""You return the rows as they come.

A database answers a set, in the order that it likes. Put them into a dict, and walk through the
codes.

task: 2
check: each_line_gets_its_own
message: found [guest2@example.com, guest4@example.com
check: a_code_that_nobody_has_leaves_its_line_empty
check: a_code_twice_is_answered_twice
check: what_belongs_to_another_tenant_is_not_found
"""


async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: Sequence[InviteCode]
) -> list[Invitation | None]:
    found: list[Invitation | None] = []
    keys = sorted({code.key for code in codes})
    for start in range(0, len(keys), AT_MOST):
        some = INVITATIONS.c.code_key.in_(keys[start : start + AT_MOST])
        rows = await connection.execute(
            select(INVITATIONS).where(INVITATIONS.c.tenant_id == tenant_id, some)
        )
        found += [invitation_of(row) for row in rows]
    return found
