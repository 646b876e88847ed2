"""Why the door turns a request away before a use case sees it; the status is elsewhere."""

from typing import ClassVar


class RequestError(Exception):
    """`code` is stable and public; the message never repeats what was sent."""

    code: ClassVar[str]


class MalformedJson(RequestError):
    code = "malformed-json"


class UnsupportedMediaType(RequestError):
    code = "unsupported-media-type"


class BodyTooLarge(RequestError):
    code = "body-too-large"


class MalformedHeader(RequestError):
    code = "malformed-header"
