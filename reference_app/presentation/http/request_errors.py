"""Why the door turns a request away before a use case sees it; the status is elsewhere."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar


class RequestError(Exception):
    """`code` is stable and public; the message never repeats what was sent. `headers` tell the
    client how to ask instead."""

    code: ClassVar[str]
    headers: ClassVar[Mapping[str, str]] = {}


class MalformedJson(RequestError):
    code = "malformed-json"


class UnsupportedMediaType(RequestError):
    code = "unsupported-media-type"


class UnsupportedCoding(RequestError):
    code = "unsupported-content-coding"
    headers = MappingProxyType({"Accept-Encoding": "identity"})  # RFC 9110, 15.5.16


class BodyTooLarge(RequestError):
    code = "body-too-large"


class MalformedHeader(RequestError):
    code = "malformed-header"
