"""You ask for the codes, and leave out here what belongs to somebody else.

Then you have read what another customer has stored. It was not needed, and on the day on which a
line is forgotten it is shown. Name the tenant in the statement.

task: 2
check: only_rows_that_are_needed_are_read
message: of which one is another tenant's
"""


async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: Sequence[InviteCode]
) -> list[Invitation | None]:
    keys = sorted({code.key for code in codes})
    found: dict[str, Invitation] = {}
    for start in range(0, len(keys), AT_MOST):
        some = INVITATIONS.c.code_key.in_(keys[start : start + AT_MOST])
        for row in await connection.execute(select(INVITATIONS).where(some)):
            if row.tenant_id == tenant_id:
                found[row.code_key] = invitation_of(row)
    return [found.get(code.key) for code in codes]
