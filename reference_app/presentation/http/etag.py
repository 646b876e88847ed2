"""Entity tags, and the conditions that clients make with them (RFC 9110, 8.8.3 and 13.1)."""

import re
from collections.abc import Sequence
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reference_app.presentation.http.headers import RawHeaders
from reference_app.presentation.http.request_errors import MalformedHeader


def etag_of(version: int) -> str:
    """Strong: a stored version never changes."""
    return f'"{version}"'


_ENTITY_TAG: Final = r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")'
CONDITION: Final = rf"^(\*|{_ENTITY_TAG}(, ?{_ENTITY_TAG})*)$"  # for the description
_TAG: Final = re.compile(_ENTITY_TAG)
_OF_OURS: Final = re.compile(r'"([1-9]\d{0,17})"', re.ASCII)


def versions_in(if_match: Sequence[str]) -> list[int] | None:
    """The versions of which one must be current; `None` when any will do. Raises `MalformedHeader`.

    A weak tag, or one that we never gave, names no version: comparison is strong (13.1.1). What is
    no list of tags is refused: the client asked for protection, and to ignore it would be worse.
    """
    lines = ",".join(if_match)
    if not if_match or lines.strip() == "*":
        return None
    tags = _TAG.findall(lines)
    if not tags or _TAG.sub("", lines).strip(", \t"):
        raise MalformedHeader('If-Match is "*" or a list of entity tags in double quotes.')
    named = [_OF_OURS.fullmatch(tag) for weak, tag in tags if not weak]
    return [int(match[1]) for match in named if match]


class ConditionalGet:
    """Answers 304 without a body to a client that already has what it asks for (13.1.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET":
            known = ",".join(Headers(scope=scope).getlist("if-none-match"))
            send = _unless_known(known, send) if known else send
        await self._app(scope, receive, send)


def _unless_known(if_none_match: str, send: Send) -> Send:
    known = {tag for _, tag in _TAG.findall(if_none_match)}  # compared weakly (8.8.3.2)
    is_known = False

    async def send_unless_known(message: Message) -> None:
        nonlocal is_known
        if message["type"] == "http.response.start":
            tag = Headers(raw=list(message["headers"])).get("etag")
            is_known = tag is not None and (tag in known or if_none_match.strip() == "*")
            message = _not_modified(message) if is_known else message
        elif is_known:
            message = {**message, "body": b""}
        await send(message)

    return send_unless_known


def _not_modified(message: Message) -> Message:
    headers: RawHeaders = message["headers"]
    kept = [header for header in headers if not header[0].startswith(b"content-")]
    return {**message, "status": 304, "headers": kept}
