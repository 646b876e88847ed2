"""You clean up after errors: `except Exception` sees them all.

It does not see that somebody cancels: `CancelledError` is no `Exception`. `finally` looks at no
kind of error.

task: 2
check: what_is_cancelled_leaves_nothing_open
message: cancelled while the mailer was opened, the database and the mailer stayed open
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
        try:
            mailer = container.mailer()
        except Exception:
            await database.close()
            raise
        try:
            await mailer.open()
            await database.create_schema()
        except Exception:
            try:
                await mailer.close()
            finally:
                await database.close()
            raise
        at_the_end.push_async_callback(database.close)
        at_the_end.push_async_callback(mailer.close)
        yield Post(database, mailer)
