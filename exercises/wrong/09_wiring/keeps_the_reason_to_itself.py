"""You catch the error of the start, close everything, and leave it at that.

Nobody hears why the app does not start; a generator that did not yield is all that is told.
`finally` closes and lets the error through.

task: 2
check: whoever_waits_hears_what_happened
message: `running` raised `RuntimeError: generator didn't yield
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
    try:
        mailer = container.mailer()
        try:
            await mailer.open()
            await database.create_schema()
        except Exception:
            return
        else:
            yield Post(database, mailer)
        finally:
            await mailer.close()
    finally:
        await database.close()
