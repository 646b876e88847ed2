# task 2 | wrong | expect: rejected | a mailer that opens nothing may be made at once
class PostContainer(containers.DeclarativeContainer):
    settings: providers.Provider[PostSettings] = providers.Dependency(instance_of=PostSettings)
    database: providers.Provider[Database] = providers.Singleton(
        open_database, settings.provided.url
    )
    mailer: providers.Provider[ConsoleMailer] = providers.Selector(
        settings.provided.backend,
        console=providers.Object(ConsoleMailer()),
        smtp=providers.Singleton(SmtpMailer, settings.provided.host),
    )


@asynccontextmanager
async def running(container):
    async with AsyncExitStack() as at_the_end:
        database = container.database()
        at_the_end.push_async_callback(database.close)
        mailer = container.mailer()
        at_the_end.push_async_callback(mailer.close)
        await mailer.open()
        await database.create_schema()
        yield Post(database, mailer)
