"""A door for invitations: the rings, the table and the handlers of the app's own, around other
routes. Given in exercise 10."""

from typing import Final, cast

from fastapi import APIRouter, FastAPI

from exercises.invitations.errors import AlreadyInvited, InvitationClosed, InvitationNotFound
from exercises.invitations.ports import InvitingUnits
from exercises.invitations.sending import Undeliverable
from reference_app.application.bus import Bus
from reference_app.application.messages import CommandHandlers
from reference_app.application.ports import Units
from reference_app.container import App
from reference_app.presentation.http.app import ANSWERED, AROUND
from reference_app.presentation.http.docs import DescribedApp
from reference_app.presentation.http.methods import method_not_allowed
from reference_app.presentation.http.problems import STATUS, answer
from reference_app.settings import Settings

PREFIX: Final = "/api/v1/invitations"

_INVITING: Final[dict[type[Exception], int]] = {
    InvitationNotFound: 404,
    AlreadyInvited: 409,
    InvitationClosed: 409,
    Undeliverable: 409,
}


def door(router: APIRouter, units: InvitingUnits, commands: CommandHandlers) -> FastAPI:
    """The app as ASGI, with its bus. It asks no queries."""
    STATUS.update(_INVITING)
    asgi = DescribedApp(
        title="Invitations",
        version="1",
        middleware=AROUND,
        routes=router.routes,
        exception_handlers={405: method_not_allowed} | dict.fromkeys(ANSWERED, answer),
        openapi_url=None,
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    writing = cast(Units, units)
    asgi.state.running = App(Settings(), Bus(writing, commands, {}), writing)
    return asgi
