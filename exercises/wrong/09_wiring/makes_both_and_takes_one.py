"""You hand both mailers to a function, and it returns one of them.

What is handed on is made before. In the sandbox there is a mailer for a host that is not there. A
`Selector` makes only what it chooses.

task: 2
check: the_other_mailer_is_never_made
message: the `SmtpMailer` was made, too
"""


def choose(backend: str, console: ConsoleMailer, smtp: SmtpMailer) -> ConsoleMailer:
    return smtp if backend == "smtp" else console


class PostContainer(containers.DeclarativeContainer):
    settings: providers.Provider[PostSettings] = providers.Dependency(instance_of=PostSettings)
    database: providers.Provider[Database] = providers.Singleton(
        open_database, settings.provided.url
    )
    mailer: providers.Provider[ConsoleMailer] = providers.Singleton(
        choose,
        settings.provided.backend,
        providers.Singleton(ConsoleMailer),
        providers.Singleton(SmtpMailer, settings.provided.host),
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
