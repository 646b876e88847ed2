"""You hand the mailer the name of the setting, as a string.

The host is `settings.provided.host`: a promise to read it when the mailer is made.

task: 2
check: the_setting_chooses_the_mailer
message: The mailer's host is `'host'`
"""


class PostContainer(containers.DeclarativeContainer):
    settings: providers.Provider[PostSettings] = providers.Dependency(instance_of=PostSettings)
    database: providers.Provider[Database] = providers.Singleton(
        open_database, settings.provided.url
    )
    mailer: providers.Provider[ConsoleMailer] = providers.Selector(
        settings.provided.backend,
        console=providers.Singleton(ConsoleMailer),
        smtp=providers.Singleton(SmtpMailer, "host"),
    )


@asynccontextmanager
async def running(container: PostContainer) -> AsyncIterator[Post]:
    async with AsyncExitStack() as at_the_end:
        database = container.database()
        at_the_end.push_async_callback(database.close)
        mailer = container.mailer()
        at_the_end.push_async_callback(mailer.close)
        await mailer.open()
        await database.create_schema()
        yield Post(database, mailer)
