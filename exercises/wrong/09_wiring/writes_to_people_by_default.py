"""You leave the sandbox off unless somebody turns it on.

Whoever forgets the variable, on a laptop with a copy of the data, then writes to real people. What
comes by default must be what does no harm.

task: 1
check: nobody_gets_a_letter_by_accident
message: With nothing set, `backend` is
"""

from pydantic import Field

from reference_app.settings.group import Group


class MailSettings(Group):
    sandbox: bool = False
    host: str = "localhost"
    port: int = Field(default=25, ge=1, le=65_535)

    @property
    def backend(self) -> str:
        return "console" if self.sandbox else "smtp"
