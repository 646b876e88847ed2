"""You make `backend` a setting, which follows from the sandbox when nobody sets it.

Somebody will, and then the sandbox is on and letters go out. What follows from a setting is a
property.

task: 1
check: nobody_sets_the_backend
message: `MailSettings(backend='smtp')` gave
"""

from pydantic import Field

from reference_app.settings.group import Group


class MailSettings(Group):
    sandbox: bool = True
    host: str = "localhost"
    port: int = Field(default=25, ge=1, le=65_535)

    backend: str = ""

    def model_post_init(self, _: object) -> None:
        chosen = self.backend or ("console" if self.sandbox else "smtp")
        object.__setattr__(self, "backend", chosen)
