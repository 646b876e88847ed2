"""You look for the text of a code.

That is how somebody typed it. For comparing, the table has `code_key`, and a code has `key`.

task: 2
check: spellings_of_a_code_find_one_invitation
message: found [None, guest3@example.com, None, None]
check: a_code_that_was_typed_often_is_asked_for_once
"""


async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: Sequence[InviteCode]
) -> list[Invitation | None]:
    texts = list({code.text for code in codes})
    found: dict[str, Invitation] = {}
    for start in range(0, len(texts), AT_MOST):
        some = INVITATIONS.c.code.in_(texts[start : start + AT_MOST])
        statement = select(INVITATIONS).where(INVITATIONS.c.tenant_id == tenant_id, some)
        for row in await connection.execute(statement):
            found[row.code_key] = invitation_of(row)
    return [found.get(code.key) for code in codes]
