"""What checks of HTTP doors stand on: requests, what became of them, units of work in memory."""

import json
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from fastapi import APIRouter, FastAPI
from httpx import ASGITransport, AsyncClient, Response

from course.grading.checks import FUTURE, Answer, Wrong, require, shown, told
from exercises.checks.worlds import (
    TENANT,
    FixedClock,
    KeptMailer,
    MemoryInvitations,
    MemoryUnit,
    MemoryUsers,
)
from exercises.invitations.ports import InvitingUnit, Mailer
from reference_app.domain.tenants import Tenant


@dataclass
class MemoryUnits:
    """The port `InvitingUnits`: what is not committed is gone when its unit is left.

    `refuses` is raised by every commit. `meanwhile` is done between the first unit and the second.
    """

    users: MemoryUsers = field(default_factory=MemoryUsers)
    invitations: MemoryInvitations = field(default_factory=MemoryInvitations)
    mailer: Mailer = field(default_factory=KeptMailer)
    clock: FixedClock = field(default_factory=lambda: FixedClock(FUTURE))
    tenant: Tenant = TENANT
    refuses: Exception | None = None
    meanwhile: Callable[[], None] | None = None
    opened: int = 0

    @asynccontextmanager
    async def write(self) -> AsyncIterator[InvitingUnit]:
        self.opened += 1
        if self.opened == 2 and self.meanwhile:
            self.meanwhile()
        mailer: Any = self.mailer  # a unit in memory expects one that keeps letters
        draft: Any = _Draft(
            clock=self.clock,
            users=deepcopy(self.users),
            invitations=deepcopy(self.invitations),
            mailer=mailer,
            tenant=self.tenant,
            units=self,
        )
        yield draft

    def stored(self) -> tuple[int, int]:
        """How many invitations and users there are."""
        return len(self.invitations.stored), len(self.users.stored)


@dataclass
class _Draft(MemoryUnit):
    units: MemoryUnits = field(kw_only=True)

    async def commit(self) -> None:
        if self.units.refuses:
            raise self.units.refuses
        await super().commit()
        self.units.users = deepcopy(self.users)
        self.units.invitations = deepcopy(self.invitations)


@dataclass(frozen=True)
class Answered:
    """A response, with its request as one would tell of it, and what was raised inside."""

    request: str
    response: Response
    raised: BaseException | None

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def body(self) -> Any:
        """The JSON in it. Raises `Wrong` when there is none."""
        try:
            return self.response.json()
        except ValueError:
            raise Wrong(
                f"{self.request} was answered {self.status} with a body that is no JSON."
            ) from None

    @property
    def place(self) -> str:
        """The path of `Location`."""
        return str(urlsplit(self.response.headers.get("location", "")).path)

    def should_be(self, status: int, why: str = "") -> None:
        """Raises `Wrong` for another status."""
        inside = f" Inside, `{told(self.raised)}` was raised." if self.raised else ""
        reason = f" {why}" if why else ""
        require(
            self.status == status,
            f"{self.request} was answered {self.status}; it should be {status}."
            f"{inside}{self._problem}{reason}",
        )

    @property
    def _problem(self) -> str:
        """What the answer itself says of it, if it is a problem document."""
        if self.response.headers.get("content-type") != "application/problem+json":
            return ""
        body = self.body
        places = [fault["pointer"] for fault in body.get("errors", []) if "pointer" in fault]
        where = f" at `{places[0]}`" if places else ""
        return f" The answer says `{body.get('code')}`{where}: {body.get('detail')}"

    def is_problem(
        self, status: int, code: str, pointers: list[str] | None = None, why: str = ""
    ) -> None:
        """Raises `Wrong` unless it is the app's one shape of an error, and says this."""
        self.should_be(status, why)
        kind = self.response.headers.get("content-type", "nothing")
        body = self.body if "json" in kind else {}
        shape = f"{self.request} was answered {self.status} in a shape of its own"
        require(
            kind == "application/problem+json" and isinstance(body, dict) and "errors" in body,
            f"{shape}: `{shown(self.response.text)}`; it should be a problem document.",
        )
        said = f"{self.request} was answered {self.status} with"
        found = body.get("code")
        require(found == code, f"{said} the code `{shown(found)}`; it should be `{code!r}`.")
        places = [fault.get("pointer") for fault in body["errors"]]
        require(
            pointers is None or places == pointers,
            f"{said} the pointers `{places}`; they should be `{pointers}`.",
        )


def router_of(answer: Answer) -> APIRouter:
    """What `create_router()` gives. Raises `Wrong` when that is no router."""
    router = answer.value("create_router()")
    if not isinstance(router, APIRouter):
        raise Wrong(f"`create_router()` gave `{shown(router)}`; it should give an `APIRouter`.")
    return router


async def asked(
    app: FastAPI,
    method: str,
    path: str,
    body: object = None,
    *,
    raw: bytes | None = None,
    headers: Sequence[tuple[str, str]] = (),
) -> Answered:
    """The door's answer to one request: JSON, or `raw` bytes. A header may come twice."""
    content, given = raw, list(headers)
    if body is not None:
        content = json.dumps(body).encode()
        given.append(("content-type", "application/json"))
    shown_headers = " ".join(f"{k}: {v}" for k, v in headers)
    parts = [f"{method} {path}", shown_headers, content.decode(errors="replace") if content else ""]
    inside: list[BaseException] = []
    with _Listening(inside):
        transport = ASGITransport(app, raise_app_exceptions=False)
        async with AsyncClient(transport=transport, base_url="http://door") as client:
            response = await client.request(method, path, content=content, headers=given)
    request = " ".join(f"`{part}`" for part in parts if part)
    raised = inside[0] if inside else None
    if isinstance(raised, NotImplementedError):
        raise Wrong(f"{request}: not written yet ({raised}).")
    return Answered(request, response, raised)


_log: Final = logging.getLogger("reference_app")


class _Listening(logging.Handler):
    """Notes what the error boundary logs."""

    def __init__(self, heard: list[BaseException]) -> None:
        super().__init__()
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            self._heard.append(record.exc_info[1])

    def __enter__(self) -> None:
        _log.addHandler(self)

    def __exit__(self, *_: object) -> None:
        _log.removeHandler(self)
