"""The point of reference: users in one file, with FastAPI, SQLModel and the async ORM, as one does
in an afternoon. The same table, indexes and durability as the app, and none of its features."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Depends, FastAPI, HTTPException
from sqlalchemy import Index, event, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

TENANT_ID = UUID("00000000-0000-7000-8000-000000000001")
LIVE = text("deleted_at IS NULL")


def now() -> datetime:
    return datetime.now(UTC)


class User(SQLModel, table=True):
    __tablename__ = "users"
    __table_args__ = (
        Index("bare_email", "tenant_id", "email_key", unique=True, sqlite_where=LIVE),
        Index("bare_username", "tenant_id", "username", unique=True, sqlite_where=LIVE),
        Index("bare_newest", "tenant_id", "created_at", "id", sqlite_where=LIVE),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    tenant_id: UUID = TENANT_ID
    email: str
    email_key: str
    username: str
    full_name: str | None = None
    is_active: bool = True
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)
    deleted_at: datetime | None = None
    version: int = 1


class UserCreate(SQLModel):
    email: str = Field(max_length=254, regex=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    username: str = Field(min_length=3, max_length=50)
    full_name: str | None = Field(default=None, max_length=200)


class UserPublic(SQLModel):
    id: UUID
    email: str
    username: str
    full_name: str | None
    is_active: bool
    created_at: datetime
    updated_at: datetime
    version: int


# A connection for each of the benchmark's clients: with fewer, it would open one per request.
engine = create_async_engine(
    os.environ.get("BARE_DATABASE_URL", "sqlite+aiosqlite:///bare.db"), pool_size=20
)


@event.listens_for(engine.sync_engine, "connect")
def as_durable_as_the_app(connection: Any, _: object) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


async def get_session() -> AsyncIterator[AsyncSession]:
    async with AsyncSession(engine, expire_on_commit=False) as session:
        yield session


Session = Annotated[AsyncSession, Depends(get_session)]
app = FastAPI()


@app.get("/api/v1/users/{user_id}", response_model=UserPublic)
async def read_user(user_id: UUID, session: Session) -> User:
    user = await session.get(User, user_id)
    if user is None or user.deleted_at is not None:
        raise HTTPException(404, "User not found")
    return user


@app.get("/api/v1/users", response_model=list[UserPublic])
async def read_users(session: Session, offset: int = 0, limit: int = 20) -> Any:
    newest_first = (
        select(User)
        .where(User.tenant_id == TENANT_ID, col(User.deleted_at).is_(None))
        .order_by(col(User.created_at).desc(), col(User.id).desc())
        .offset(offset)
        .limit(limit)
    )
    return (await session.exec(newest_first)).all()


@app.post("/api/v1/users", response_model=UserPublic, status_code=201)
async def create_user(newcomer: UserCreate, session: Session) -> User:
    user = User(**newcomer.model_dump(), email_key=newcomer.email.lower())
    session.add(user)
    try:
        await session.commit()
    except IntegrityError:
        raise HTTPException(409, "Email or username is taken") from None
    return user
