"""You ask for each code by itself: then order and gaps come right by themselves.

They do, and a hundred codes are a hundred statements. Ask for many, and put them in order here.

task: 2
check: a_long_list_takes_few_statements
message: sent 100 statements; 1 is enough
check: a_code_that_was_typed_often_is_asked_for_once
"""


async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: Sequence[InviteCode]
) -> list[Invitation | None]:
    found: list[Invitation | None] = []
    for code in codes:
        statement = select(INVITATIONS).where(
            INVITATIONS.c.tenant_id == tenant_id, INVITATIONS.c.code_key == code.key
        )
        row = (await connection.execute(statement)).one_or_none()
        found.append(None if row is None else invitation_of(row))
    return found
