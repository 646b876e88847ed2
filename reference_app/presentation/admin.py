"""What an operator asks of the app without HTTP: each returns lines to print. No rule is here."""

from reference_app.container import Container
from reference_app.settings import Settings


async def migrate(settings: Settings, *, to: str | None, back_to: str | None) -> list[str]:
    """Raises `Unavailable`."""
    container = Container(settings=settings)
    schema = container.schema()
    try:
        steps = await (schema.upgrade(to) if back_to is None else schema.downgrade(back_to))
    finally:
        await container.database().close()
    return steps or ["nothing to do"]


async def check(settings: Settings) -> list[str]:
    """A line for each difference between the database and the tables that this app would make."""
    container = Container(settings=settings)
    try:
        return await container.schema().differences()
    finally:
        await container.database().close()
