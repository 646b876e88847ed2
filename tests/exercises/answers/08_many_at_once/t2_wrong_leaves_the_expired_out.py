# task 2 | wrong | expect: rejected | whoever is too late has no invitation
from datetime import UTC, datetime


async def find_all(connection, tenant_id, codes):
    keys = sorted({code.key for code in codes})
    found = {}
    for start in range(0, len(keys), AT_MOST):
        some = INVITATIONS.c.code_key.in_(keys[start : start + AT_MOST])
        statement = select(INVITATIONS).where(
            INVITATIONS.c.tenant_id == tenant_id, some, INVITATIONS.c.expires_at > datetime.now(UTC)
        )
        for row in await connection.execute(statement):
            found[row.code_key] = invitation_of(row)
    return [found.get(code.key) for code in codes]
