# task 2 | wrong | expect: rejected | what was asked for is taken from the list
async def find_all(connection, tenant_id, codes):
    order = [c.key for c in codes]
    found = {}
    while codes:
        some = set()
        while codes and len(some) < AT_MOST:
            some.add(codes.pop().key)
        for row in await connection.execute(
            select(INVITATIONS).where(
                INVITATIONS.c.tenant_id == tenant_id, INVITATIONS.c.code_key.in_(some)
            )
        ):
            found[row.code_key] = invitation_of(row)
    return [found.get(k) for k in order]
