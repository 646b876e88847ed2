# task 2 | wrong | expect: rejected | what is written into the statement is no value of it
async def find_all(connection, tenant_id, codes):
    keys = sorted({code.key for code in codes})
    found = {}
    if keys:
        from sqlalchemy import literal

        st = select(INVITATIONS).where(
            INVITATIONS.c.tenant_id == tenant_id,
            INVITATIONS.c.code_key.in_([literal(k, literal_execute=True) for k in keys]),
        )
        for row in await connection.execute(st):
            found[row.code_key] = invitation_of(row)
    return [found.get(code.key) for code in codes]
