"""You hand the mailer over as it was made.

Somebody has to open it before the first letter, and whoever gets it believes that it is ready.

task: 2
check: the_block_finds_all_ready
message: the mailer should be open
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
        await database.create_schema()
        yield Post(database, mailer)
