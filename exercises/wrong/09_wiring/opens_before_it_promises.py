"""You promise to close the mailer once it is open.

It can fail halfway, with the line open already. The promise belongs in front of `open`, right
behind the line that makes it.

task: 2
check: what_can_not_be_opened_leaves_nothing_open
message: couldn't be opened, the mailer stayed open
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
    async with AsyncExitStack() as at_the_end:
        database = container.database()
        at_the_end.push_async_callback(database.close)
        mailer = container.mailer()
        await mailer.open()
        at_the_end.push_async_callback(mailer.close)
        await database.create_schema()
        yield Post(database, mailer)
