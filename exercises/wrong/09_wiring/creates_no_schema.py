"""You leave the schema to whoever stores something first.

On a new machine there is no table then, and the first request fails.

task: 2
check: the_block_finds_all_ready
message: the schema should be created
check: whoever_waits_hears_what_happened
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
    async with AsyncExitStack() as at_the_end:
        database = container.database()
        at_the_end.push_async_callback(database.close)
        mailer = container.mailer()
        at_the_end.push_async_callback(mailer.close)
        await mailer.open()
        yield Post(database, mailer)
