"""You ask for a number, and take any.

No port is 0, none is above 65535. The app would start, and fail with the first letter.

task: 1
check: a_port_is_a_whole_number
message: `MailSettings(port='0')` gave
"""

from reference_app.settings.group import Group


class MailSettings(Group):
    sandbox: bool = True
    host: str = "localhost"
    port: int = 25

    @property
    def backend(self) -> str:
        return "console" if self.sandbox else "smtp"
