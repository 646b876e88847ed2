# task 3 | wrong | expect: rejected | a file that is there has the letters in it
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
    settings = CounterSettings(folder, days=30)
    async with build(container_class, settings) as counter:
        ada = await counter.invite("ada@example.com")
        grace = await counter.invite("grace@example.com")
    for invitation in (ada, grace):
        assert invitation.state.expires_at - invitation.state.sent_at == timedelta(days=30)
    assert settings.letters.exists()
