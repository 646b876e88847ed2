"""You suppress what goes wrong while closing.

A line that stays open is what locked us out. Close the other one, and let the error be heard.

task: 2
check: whoever_waits_hears_what_happened
message: When the mailer couldn't be closed, `running` raised nothing
check: what_is_cancelled_leaves_nothing_open
"""

from contextlib import suppress


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
            with suppress(Exception):
                await mailer.close()
        with suppress(Exception):
            await database.close()
