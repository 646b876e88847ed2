"""You set a number of days, and do not ask what became of it.

Then it may be any. Compare it with the days for which an invitation is good.

task: 3
check: the_test_sees_days_that_never_arrive
message: It had set 30 days
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
        await counter.invite("ada@example.com")
        await counter.invite("grace@example.com")
    assert len(letters_in(settings)) == 2
