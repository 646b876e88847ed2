# task 2 | right | expect: accepted | the codes are in the statement twice, to choose and to order
from sqlalchemy import case


async def find_all(connection, tenant_id, codes):
    keys = sorted({code.key for code in codes})
    found = {}
    for start in range(0, len(keys), AT_MOST):
        some = INVITATIONS.c.code_key.in_(keys[start : start + AT_MOST])
        statement = (
            select(INVITATIONS)
            .where(INVITATIONS.c.tenant_id == tenant_id, some)
            .order_by(
                case(
                    {k: i for i, k in enumerate(keys[start : start + AT_MOST])},
                    value=INVITATIONS.c.code_key,
                )
            )
        )
        for row in await connection.execute(statement):
            found[row.code_key] = invitation_of(row)
    return [found.get(code.key) for code in codes]
