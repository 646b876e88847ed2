# task 1 | wrong | expect: rejected | the backend is a setting like the others, with the right default
from pydantic import Field

from reference_app.settings.group import Group


class MailSettings(Group):
    """In the sandbox, letters are printed and nobody gets one."""

    sandbox: bool = True
    host: str = "localhost"
    port: int = Field(default=25, ge=1, le=65_535)

    backend: str = ""

    def model_post_init(self, _: object) -> None:
        object.__setattr__(self, "backend", self.backend or ("console" if self.sandbox else "smtp"))
