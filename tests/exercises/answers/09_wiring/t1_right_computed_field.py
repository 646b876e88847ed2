# task 1 | right | expect: accepted | the backend is computed, and shown among the fields
from pydantic import Field, computed_field

from reference_app.settings.group import Group


class MailSettings(Group):
    sandbox: bool = True
    host: str = "localhost"
    port: int = Field(default=25, ge=1, le=65_535)

    @computed_field
    @property
    def backend(self) -> str:
        return "console" if self.sandbox else "smtp"
