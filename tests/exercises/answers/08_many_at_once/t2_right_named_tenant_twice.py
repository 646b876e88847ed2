# task 2 | right | expect: accepted | whose row it is and whose table it is are asked in two conditions
async def find_all(
    connection: AsyncConnection, tenant_id: TenantId, codes: Sequence[InviteCode]
) -> list[Invitation | None]:
    """For each code its invitation, or None where the tenant has none."""
    keys = sorted({code.key for code in codes})
    found: dict[str, Invitation] = {}
    for start in range(0, len(keys), AT_MOST):
        some = INVITATIONS.c.code_key.in_(keys[start : start + AT_MOST])
        statement = select(INVITATIONS).where(
            INVITATIONS.c.tenant_id == tenant_id, INVITATIONS.c.tenant_id.in_([tenant_id]), some
        )
        for row in await connection.execute(statement):
            found[row.code_key] = invitation_of(row)
    return [found.get(code.key) for code in codes]
