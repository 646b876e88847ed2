"""You close both when the start fails, and behind the `yield` otherwise.

When the block raises, it raises at the `yield`, and what stands behind it is not run. Put the
`yield` into the `try`.

task: 2
check: a_block_that_raises_leaves_nothing_open
message: When the block raised, the database and the mailer stayed open
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
    async with AsyncExitStack() as start:
        database = container.database()
        start.push_async_callback(database.close)
        mailer = container.mailer()
        start.push_async_callback(mailer.close)
        await mailer.open()
        await database.create_schema()
        at_the_end = start.pop_all()
    yield Post(database, mailer)
    await at_the_end.aclose()
