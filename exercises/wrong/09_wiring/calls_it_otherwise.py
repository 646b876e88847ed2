"""You give a provider a name that says more.

A part is replaced by its name, in tests and on laptops. Whoever replaces `code` finds nothing
there.

task: 3
check: the_providers_keep_their_names
message: has no `code`
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
    new_codes: providers.Provider[InviteCode] = providers.Factory(new_code)
    mailer: providers.Provider[Mailer] = providers.Singleton(
        PickupMailer, settings.provided.letters
    )
    units: providers.Provider[InvitingUnits] = providers.Singleton(
        SqlInvitingUnits, database, clock, tenant, mailer
    )
    counter: providers.Provider[Counter] = providers.Singleton(
        Counter, units, new_codes.provider, settings.provided.days
    )


async def test_counter(
    container_class: type[containers.DeclarativeContainer], folder: Path
) -> None:
    settings = CounterSettings(folder, days=30)
    async with build(container_class, settings) as counter:
        ada = await counter.invite("ada@example.com")
        grace = await counter.invite("grace@example.com")
    for invitation in (ada, grace):
        assert invitation.state.expires_at - invitation.state.sent_at == timedelta(days=30)
    assert len(letters_in(settings)) == 2
