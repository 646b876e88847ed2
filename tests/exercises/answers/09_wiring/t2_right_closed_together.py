# task 2 | right | expect: accepted | both are closed at once, and the first error is told
import asyncio


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
async def running(container):
    made = []
    try:
        database = container.database()
        made.append(database)
        mailer = container.mailer()
        made.append(mailer)
        await mailer.open()
        await database.create_schema()
        yield Post(database, mailer)
    finally:
        results = await asyncio.gather(*(m.close() for m in made), return_exceptions=True)
        for r in results:
            if isinstance(r, BaseException):
                raise r
