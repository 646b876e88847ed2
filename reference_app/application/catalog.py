"""What the app can do: every message and its one handler. The handlers themselves are elsewhere."""

from typing import Final

from reference_app.application.messages import CommandHandlers, QueryHandlers
from reference_app.application.users import (
    ChangeUser,
    CreateUser,
    CreateUsers,
    DeleteUser,
    GetUser,
    ListUsers,
    RestoreUser,
    change_user,
    create_user,
    create_users,
    delete_user,
    get_user,
    list_users,
    restore_user,
)

COMMANDS: Final[CommandHandlers] = {
    CreateUser: create_user,
    ChangeUser: change_user,
    DeleteUser: delete_user,
    RestoreUser: restore_user,
    CreateUsers: create_users,
}

QUERIES: Final[QueryHandlers] = {
    GetUser: get_user,
    ListUsers: list_users,
}
