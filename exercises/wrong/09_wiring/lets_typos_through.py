"""You take a model as it comes, and it ignores what it does not know.

A typo is then no error: the app runs with what comes by default. `extra="forbid"` refuses it, and
`Group` brings that along.

task: 1
check: what_is_no_setting_ends_the_start
message: `MailSettings(sandbx=False)` gave
check: nobody_sets_the_backend
"""

from pydantic import BaseModel, ConfigDict, Field


class MailSettings(BaseModel):
    model_config = ConfigDict(frozen=True)

    sandbox: bool = True
    host: str = "localhost"
    port: int = Field(default=25, ge=1, le=65_535)

    @property
    def backend(self) -> str:
        return "console" if self.sandbox else "smtp"
