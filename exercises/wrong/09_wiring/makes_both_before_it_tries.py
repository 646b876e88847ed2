"""You make both, and then begin the `try`.

Between the two lines there is a moment with one thing made and nobody to close it. Making can fail
as well.

task: 2
check: what_can_not_be_made_leaves_nothing_open
message: the mailer couldn't be made, the database stayed open
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
    try:
        await mailer.open()
        await database.create_schema()
        yield Post(database, mailer)
    finally:
        try:
            await mailer.close()
        finally:
            await database.close()
