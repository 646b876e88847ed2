# task 3 | right | expect: accepted | two counters, three guests, errors of another kind
class CounterContainer(containers.DeclarativeContainer):
    settings = providers.Dependency(instance_of=CounterSettings)
    clock = providers.Singleton(SystemClock)
    tenant = providers.Object(TENANT)
    database = providers.Singleton(open_database, settings.provided.url)
    code = providers.Factory(new_code)
    mailer = providers.Singleton(PickupMailer, settings.provided.letters)
    units = providers.Singleton(SqlInvitingUnits, database, clock, tenant, mailer)
    counter = providers.Singleton(Counter, units, code.provider, settings.provided.days)


async def test_counter(container_class, folder):
    for days in (3, 30):
        sub = folder / str(days)
        sub.mkdir()
        s = CounterSettings(sub, days)
        async with build(container_class, s) as c:
            sent = [await c.invite(f"g{n}@example.com") for n in range(3)]
        if len({i.state.code for i in sent}) != 3:
            raise ValueError("codes")
        if {i.state.expires_at - i.state.sent_at for i in sent} != {timedelta(days)}:
            raise ValueError("days")
        if sorted(e for e, _ in letters_in(s)) != [f"g{n}@example.com" for n in range(3)]:
            raise ValueError("letters")
