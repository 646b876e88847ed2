"""You begin the `try` when all is ready.

Then nothing closes what was made by a start that failed, and those are the days on which the app is
started a thousand times.

task: 2
check: what_can_not_be_opened_leaves_nothing_open
message: couldn't be opened, the database and the mailer stayed open
check: without_a_schema_nothing_stays_open
check: what_can_not_be_made_leaves_nothing_open
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
    mailer = container.mailer()
    await mailer.open()
    await database.create_schema()
    try:
        yield Post(database, mailer)
    finally:
        try:
            await mailer.close()
        finally:
            await database.close()
