# task 2 | right | expect: accepted | pairs of tenant and key are compared, so each statement has two hundred values
from sqlalchemy import tuple_


async def find_all(connection, tenant_id, codes):
    keys = sorted({code.key for code in codes})
    found = {}
    for start in range(0, len(keys), AT_MOST):
        some = tuple_(INVITATIONS.c.tenant_id, INVITATIONS.c.code_key).in_(
            [(tenant_id, k) for k in keys[start : start + AT_MOST]]
        )
        statement = select(INVITATIONS).where(INVITATIONS.c.tenant_id == tenant_id, some)
        for row in await connection.execute(statement):
            found[row.code_key] = invitation_of(row)
    return [found.get(code.key) for code in codes]
