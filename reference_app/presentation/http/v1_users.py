"""Users over HTTP, version 1: each route parses, asks the bus, renders. No rule of users."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from reference_app.application.filters import Order
from reference_app.application.users import (
    ChangeUser,
    CreateUser,
    CreateUsers,
    DeleteUser,
    GetUser,
    ListUsers,
    RestoreUser,
)
from reference_app.application.views import UserView
from reference_app.domain.ids import UserId
from reference_app.domain.paging import Page
from reference_app.presentation.http.body import JsonRoute
from reference_app.presentation.http.context import bus
from reference_app.presentation.http.docs import problems
from reference_app.presentation.http.etag import CONDITION, etag_of, versions_in
from reference_app.presentation.http.listing import SORTABLE, UsersQuery, filter_of
from reference_app.presentation.http.schemas import (
    CreatedUsers,
    NewUser,
    NewUsers,
    UserChanges,
)

PREFIX: Final = "/api/v1/users"
router: Final = APIRouter(prefix=PREFIX, tags=["users"], route_class=JsonRoute)

# From view to bytes at once: our own values need no second validation on their way out.
_user_json: Final = TypeAdapter(UserView).dump_json


def _rendered(user: UserView, status: int = 200, **headers: str) -> Response:
    headers["ETag"] = etag_of(user.version)
    return Response(_user_json(user), status, headers, media_type="application/json")


@router.post(
    "", status_code=201, response_model=UserView, responses=problems(400, 409, 415, 422, 503)
)
async def create_user(request: Request, newcomer: NewUser) -> Response:
    user = await bus(request).execute(CreateUser(**newcomer))
    return _rendered(user, 201, Location=f"{request.scope['root_path']}{PREFIX}/{user.id}")


@router.get(
    "/{user_id:uuid}",
    response_model=UserView,
    responses=problems(404, 503) | {304: {"description": "Not Modified"}},
)
async def read_user(request: Request, user_id: UUID) -> Response:
    """The user with its `ETag`. An id that is no UUID names nobody: 404."""
    return _rendered(await bus(request).execute(GetUser(user_id=UserId(user_id))))


_page_json: Final = TypeAdapter(Page[UserView]).dump_json


@router.get("", response_model=Page[UserView], responses=problems(400, 422, 503))
async def list_users(request: Request, query: Annotated[UsersQuery, Query()]) -> Response:
    """Live users. `next_cursor` is the `cursor` of the next page of the same list; null says that
    there is none."""
    order = Order.parse(query.sort, SORTABLE)
    message = ListUsers(
        limit=query.limit, cursor=query.cursor, filter=filter_of(query), order=order
    )
    return Response(_page_json(await bus(request).execute(message)), media_type="application/json")


_IF_MATCH: Final = {
    "name": "If-Match",
    "in": "header",
    "description": "The `ETag` of the version that you want to change.",
    "schema": {"type": "string", "pattern": CONDITION},
}


@router.patch(
    "/{user_id:uuid}",
    response_model=UserView,
    openapi_extra={"parameters": [_IF_MATCH]},
    responses=problems(400, 404, 409, 412, 415, 422, 503),
)
async def change_user(request: Request, user_id: UUID, changes: UserChanges) -> Response:
    """Changes what is mentioned; null and absent differ. Honours `If-Match`: 412 when stale."""
    id_ = UserId(user_id)
    expected = await _expected_version(request, id_)
    message = ChangeUser(user_id=id_, expected_version=expected, **changes)
    return _rendered(await bus(request).execute(message))


# No stored user has it: a condition that no version can meet.
_NO_VERSION: Final = 0


async def _expected_version(request: Request, user_id: UserId) -> int | None:
    """The version that `If-Match` asks for; `None` if any will do."""
    named = versions_in(request.headers.getlist("if-match"))
    if named is None:
        return None
    if len(named) == 1:
        return named[0]
    current = (await bus(request).execute(GetUser(user_id=user_id))).version
    return current if current in named else _NO_VERSION


@router.delete(
    "/{user_id:uuid}",
    status_code=204,
    openapi_extra={"parameters": [_IF_MATCH]},
    responses=problems(400, 404, 409, 412, 503),
)
async def delete_user(request: Request, user_id: UUID) -> Response:
    """Frees email, username and seat, until `restore`. Honours `If-Match`: 412 when stale."""
    id_ = UserId(user_id)
    expected = await _expected_version(request, id_)
    await bus(request).execute(DeleteUser(user_id=id_, expected_version=expected))
    return Response(status_code=204)


@router.post("/{user_id:uuid}/restore", response_model=UserView, responses=problems(404, 409, 503))
async def restore_user(request: Request, user_id: UUID) -> Response:
    """Undoes `delete`. A live user is answered as it is."""
    return _rendered(await bus(request).execute(RestoreUser(user_id=UserId(user_id))))


_created_json: Final = TypeAdapter(CreatedUsers).dump_json


@router.post(
    "/batch",
    status_code=201,
    response_model=CreatedUsers,
    responses=problems(400, 409, 415, 422, 503),
)
async def create_users(request: Request, newcomers: NewUsers) -> Response:
    """All or none; an error points at its user, as in `/users/3/email`."""
    users = tuple(CreateUser(**newcomer) for newcomer in newcomers["users"])
    created = CreatedUsers(await bus(request).execute(CreateUsers(users=users)))
    return Response(_created_json(created), 201, media_type="application/json")
