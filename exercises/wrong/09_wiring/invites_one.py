"""You invite one guest: a test should be short.

With one guest, one code for all looks like a code for each. A lifetime is seen the second time.

task: 3
check: the_test_sees_a_code_that_is_everybodys
message: invited 1, and replaced nothing
"""


class CounterContainer(containers.DeclarativeContainer):
    settings: providers.Provider[CounterSettings] = providers.Dependency(
        instance_of=CounterSettings
    )
    clock: providers.Provider[SystemClock] = providers.Singleton(SystemClock)
    tenant: providers.Provider[Tenant] = providers.Object(TENANT)
    database: providers.Provider[Database] = providers.Singleton(
        open_database, settings.provided.url
    )
    code: providers.Provider[InviteCode] = providers.Factory(new_code)
    mailer: providers.Provider[Mailer] = providers.Singleton(
        PickupMailer, settings.provided.letters
    )
    units: providers.Provider[InvitingUnits] = providers.Singleton(
        SqlInvitingUnits, database, clock, tenant, mailer
    )
    counter: providers.Provider[Counter] = providers.Singleton(
        Counter, units, code.provider, settings.provided.days
    )


async def test_counter(
    container_class: type[containers.DeclarativeContainer], folder: Path
) -> None:
    settings = CounterSettings(folder, days=30)
    async with build(container_class, settings) as counter:
        ada = await counter.invite("ada@example.com")
    assert ada.state.expires_at - ada.state.sent_at == timedelta(days=30)
    assert len(letters_in(settings)) == 1
