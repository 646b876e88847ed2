"""You refuse typos, and let everybody change a setting.

The container has chosen its mailer by then: the setting says one thing, and the app does another.

task: 1
check: settings_stay_as_they_were_read
message: `mail.sandbox = False` was accepted
"""

from pydantic import BaseModel, ConfigDict, Field


class MailSettings(BaseModel):
    model_config = ConfigDict(extra="forbid")

    sandbox: bool = True
    host: str = "localhost"
    port: int = Field(default=25, ge=1, le=65_535)

    @property
    def backend(self) -> str:
        return "console" if self.sandbox else "smtp"
