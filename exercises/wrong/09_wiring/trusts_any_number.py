"""You ask for a number, and take any.

No port is 0, none is above 65535. The app would start, and fail with the first letter.

task: 1
check: a_port_is_a_whole_number
message: takes these for ports: -25, 0, 65536, 70000
"""

from reference_app.settings.group import Group


class MailSettings(Group):
    sandbox: bool = True
    host: str = "localhost"
    port: int = 25

    @property
    def backend(self) -> str:
        return "console" if self.sandbox else "smtp"
