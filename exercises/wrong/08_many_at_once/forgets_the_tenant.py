"""You look for the codes alone, since no two invitations share one.

So you find those of other customers as well. Each statement names the tenant, whatever else it
asks.

task: 2
check: what_belongs_to_another_tenant_is_not_found
message: found [guest3@example.com, guest500@example.com]
check: only_rows_that_are_needed_are_read
"""


async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: Sequence[InviteCode]
) -> list[Invitation | None]:
    keys = list({code.key for code in codes})
    found: dict[str, Invitation] = {}
    for start in range(0, len(keys), AT_MOST):
        some = INVITATIONS.c.code_key.in_(keys[start : start + AT_MOST])
        for row in await connection.execute(select(INVITATIONS).where(some)):
            found[row.code_key] = invitation_of(row)
    return [found.get(code.key) for code in codes]
