# task 2 | wrong | expect: rejected | closing can fail by an Exception alone
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
    database = container.database()
    try:
        mailer = container.mailer()
    except BaseException:
        await database.close()
        raise
    try:
        await mailer.open()
        await database.create_schema()
        yield Post(database, mailer)
    finally:
        try:
            await mailer.close()
        except Exception:
            await database.close()
            raise
        else:
            await database.close()
