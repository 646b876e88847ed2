"""Whether this process lives, and whether it can do its work: for whoever starts and stops it."""

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from reference_app.presentation.http.context import running
from reference_app.presentation.http.docs import problems

router: Final = APIRouter(tags=["health"])
_OK: Final = b'{"status":"ok"}'


@router.get("/livez", responses=problems())
async def livez() -> Response:
    """Answers as long as the process can answer at all, and asks nobody else."""
    return Response(_OK, media_type="application/json")


@router.get("/readyz", responses=problems(503))
async def readyz(request: Request) -> Response:
    """Asks the database; 503 keeps traffic away until it answers."""
    await running(request.scope).units.ping()
    return Response(_OK, media_type="application/json")
