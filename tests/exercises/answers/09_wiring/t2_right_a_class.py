# task 2 | right | expect: accepted | a context manager by hand, which keeps what it has made
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


class Running:
    def __init__(self, container):
        self.c = container
        self.made = []

    async def __aenter__(self):
        try:
            db = self.c.database()
            self.made.append(db)
            m = self.c.mailer()
            self.made.append(m)
            await db.create_schema()
            await m.open()
            return Post(db, m)
        except BaseException:
            await self._close()
            raise

    async def _close(self):
        errors = []
        while self.made:
            try:
                await self.made.pop().close()
            except BaseException as e:
                errors.append(e)
        if errors:
            raise errors[0]

    async def __aexit__(self, *_):
        await self._close()


running = Running
