"""You guard the mailer, and trust your own database.

A disk can be full, or a file locked. By then the line is open, and nobody closes it.

task: 2
check: without_a_schema_nothing_stays_open
message: When the schema couldn't be created, the database and the mailer stayed open
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
        at_the_end = start.pop_all()
    await database.create_schema()
    async with at_the_end:
        yield Post(database, mailer)
