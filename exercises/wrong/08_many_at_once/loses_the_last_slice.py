"""You divide the codes by a hundred to know how many slices there are.

`//` rounds down: what is left over is never asked for, and of a short list that is all. `range(0,
len(keys), AT_MOST)` has a start for each slice.

task: 2
check: each_line_gets_its_own
message: found [None, None, None, None]
check: spellings_of_a_code_find_one_invitation
check: a_code_that_nobody_has_leaves_its_line_empty
check: a_code_twice_is_answered_twice
check: what_belongs_to_another_tenant_is_not_found
check: an_invitation_comes_as_it_is_stored
check: a_long_list_loses_nobody
message: Of 101 different codes
"""


async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: Sequence[InviteCode]
) -> list[Invitation | None]:
    keys = list({code.key for code in codes})
    found: dict[str, Invitation] = {}
    for number in range(len(keys) // AT_MOST):
        some = keys[number * AT_MOST : (number + 1) * AT_MOST]
        statement = select(INVITATIONS).where(
            INVITATIONS.c.tenant_id == tenant_id, INVITATIONS.c.code_key.in_(some)
        )
        for row in await connection.execute(statement):
            found[row.code_key] = invitation_of(row)
    return [found.get(code.key) for code in codes]
