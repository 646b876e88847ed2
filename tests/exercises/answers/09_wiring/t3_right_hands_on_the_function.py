# task 3 | right | expect: accepted | the counter gets the function itself, and the provider stays by its name
class CounterContainer(containers.DeclarativeContainer):
    settings = providers.Dependency(instance_of=CounterSettings)
    clock = providers.Singleton(SystemClock)
    tenant = providers.Object(TENANT)
    database = providers.Singleton(open_database, settings.provided.url)
    code = providers.Object(None)
    mailer = providers.Singleton(PickupMailer, settings.provided.letters)
    units = providers.Singleton(SqlInvitingUnits, database, clock, tenant, mailer)
    counter = providers.Factory(
        Counter, units, providers.Object(new_code), days=settings.provided.days
    )


async def test_counter(container_class, folder):
    settings = CounterSettings(folder, days=30)
    async with build(container_class, settings) as counter:
        ada = await counter.invite("ada@example.com")
        grace = await counter.invite("grace@example.com")
    for invitation in (ada, grace):
        assert invitation.state.expires_at - invitation.state.sent_at == timedelta(days=30)
    assert len(letters_in(settings)) == 2
