"""You build the counter with the settings as they come, and find seven days.

Seven days are what a counter has when nobody tells it anything. Set a number that nobody would
guess.

task: 3
check: the_test_sees_days_that_never_arrive
message: It had set 7 days, invited 2, and replaced nothing
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
    settings = CounterSettings(folder)
    async with build(container_class, settings) as counter:
        ada = await counter.invite("ada@example.com")
        grace = await counter.invite("grace@example.com")
    for invitation in (ada, grace):
        assert invitation.state.expires_at - invitation.state.sent_at == timedelta(
            days=settings.days
        )
    assert len(letters_in(settings)) == 2
