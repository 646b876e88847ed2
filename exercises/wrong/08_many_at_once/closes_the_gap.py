"""You leave a code out that nobody has.

Then everything behind it moves up a line, and stands beside a code that is not its own.

task: 2
check: a_code_that_nobody_has_leaves_its_line_empty
message: found [guest3@example.com, guest30@example.com]
check: what_belongs_to_another_tenant_is_not_found
"""


async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: Sequence[InviteCode]
) -> list[Invitation | None]:
    keys = list({code.key for code in codes})
    found: dict[str, Invitation] = {}
    for start in range(0, len(keys), AT_MOST):
        some = INVITATIONS.c.code_key.in_(keys[start : start + AT_MOST])
        statement = select(INVITATIONS).where(INVITATIONS.c.tenant_id == tenant_id, some)
        for row in await connection.execute(statement):
            found[row.code_key] = invitation_of(row)
    return [found[code.key] for code in codes if code.key in found]
