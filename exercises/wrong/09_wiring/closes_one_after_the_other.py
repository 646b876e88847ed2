"""You close both in one `finally`, one after the other.

If the first can't be closed, the second line is never run. Each needs a `finally` of its own, or an
exit stack.

task: 2
check: one_that_can_not_be_closed_does_not_keep_the_other_open
message: When the mailer couldn't be closed, the database stayed open
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
    database = container.database()
    mailer = None
    try:
        mailer = container.mailer()
        await mailer.open()
        await database.create_schema()
        yield Post(database, mailer)
    finally:
        if mailer is not None:
            await mailer.close()
        await database.close()
