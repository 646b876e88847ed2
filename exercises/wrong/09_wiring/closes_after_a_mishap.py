"""You close both when something goes wrong.

Mostly nothing does, and then both stay open at the end. `finally` is for all days.

task: 2
check: all_is_closed_behind_the_block
message: When all went well, the database and the mailer stayed open
check: one_that_can_not_be_closed_does_not_keep_the_other_open
check: whoever_waits_hears_what_happened
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
    except BaseException:
        try:
            if mailer is not None:
                await mailer.close()
        finally:
            await database.close()
        raise
