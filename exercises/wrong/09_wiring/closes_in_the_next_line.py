"""You close both in the lines behind the `yield`.

When the block raises, it raises at the `yield`, and those lines are not run. `finally` is.

task: 2
check: a_block_that_raises_leaves_nothing_open
message: When the block raised, the database and the mailer stayed open.
check: what_can_not_be_made_leaves_nothing_open
check: one_that_can_not_be_closed_does_not_keep_the_other_open
check: what_is_cancelled_leaves_nothing_open
"""


class PostContainer(containers.DeclarativeContainer):
    settings: providers.Provider[PostSettings] = providers.Dependency(instance_of=PostSettings)
    database: providers.Provider[Database] = providers.Singleton(
        open_database, settings.provided.url
    )
    mailer: providers.Provider[ConsoleMailer] = providers.Selector(
        settings.provided.backend,
        console=providers.Singleton(ConsoleMailer),
        smtp=providers.Singleton(SmtpMailer, settings.provided.host),
    )


@asynccontextmanager
async def running(container: PostContainer) -> AsyncIterator[Post]:
    database = container.database()
    mailer = container.mailer()
    try:
        await mailer.open()
        await database.create_schema()
    except Exception:
        await mailer.close()
        await database.close()
        raise
    yield Post(database, mailer)
    await mailer.close()
    await database.close()
