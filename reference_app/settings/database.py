"""Where the data lives and how many may reach for it at once."""

from typing import Annotated, Final

from pydantic import AfterValidator, Field

from reference_app.settings.group import Group

DEFAULT_URL: Final = "sqlite+aiosqlite:///var/app.db"
_SQLITE: Final = "sqlite+aiosqlite:///"


def _file_of_sqlite(url: str) -> str:
    path = url.removeprefix(_SQLITE)
    if path == url or path in ("", ":memory:") or "?" in path or path.startswith("file:"):
        raise ValueError(f"name a file of SQLite, without options, as in {DEFAULT_URL}")
    return url


class DatabaseSettings(Group):
    """`write_timeout`: seconds that a request waits for its turn before it is told to come back."""

    url: Annotated[str, AfterValidator(_file_of_sqlite)] = DEFAULT_URL
    readers: int = Field(default=4, ge=1, le=64)
    write_timeout: float = Field(default=5.0, gt=0, le=60)

    @property
    def backend(self) -> str:
        """The kind of database: what the container's Selectors go by."""
        return self.url.partition("+")[0]

    # Unset: in development yes, in production no.
    migrate_at_start: bool | None = None
