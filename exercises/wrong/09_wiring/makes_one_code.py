"""You leave the code a `Singleton`: the counter asks for it each time anyway.

Each time it gets the one that was made first. What is everybody's own is made anew: a `Factory`.

task: 3
check: the_second_guest_has_a_code_of_their_own
message: On your counter two people were invited, and it raised `IntegrityError
check: the_test_is_green_on_what_is_right
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
    code: providers.Provider[InviteCode] = providers.Singleton(new_code)
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
        grace = await counter.invite("grace@example.com")
    for invitation in (ada, grace):
        assert invitation.state.expires_at - invitation.state.sent_at == timedelta(days=30)
    assert len(letters_in(settings)) == 2
