"""You take a `Factory`, for the mailer is made by nobody but `running`.

Whoever asks next gets another one, which nobody has opened and nobody will close. What lives as
long as the app is a `Singleton`.

task: 2
check: there_is_one_mailer
message: gave another mailer
"""


class PostContainer(containers.DeclarativeContainer):
    settings: providers.Provider[PostSettings] = providers.Dependency(instance_of=PostSettings)
    database: providers.Provider[Database] = providers.Singleton(
        open_database, settings.provided.url
    )
    mailer: providers.Provider[ConsoleMailer] = providers.Selector(
        settings.provided.backend,
        console=providers.Factory(ConsoleMailer),
        smtp=providers.Factory(SmtpMailer, settings.provided.host),
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
