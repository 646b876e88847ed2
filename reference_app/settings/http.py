"""Where the HTTP door listens and what it lets in."""

from pydantic import Field

from reference_app.settings.group import Group


class HttpSettings(Group):
    """`body_limit`: bytes of a request's body. Port 0 is any free one. `root_path`: a prefix that a
    proxy in front of us takes off, such as "/wms"; the addresses that we name begin with it."""

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65_535)
    body_limit: int = Field(default=1_048_576, ge=1)
    root_path: str = Field(default="", pattern=r"^(/[A-Za-z0-9._~%-]+)*$")
