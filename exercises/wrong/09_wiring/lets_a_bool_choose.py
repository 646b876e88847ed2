"""You give the container the `bool` itself to choose by.

A Selector looks its choice up by name: it needs a string, and `"smtp"` says what it stands for.

task: 1
check: the_words_of_an_environment_are_understood
message: `backend` is `False`
check: the_sandbox_is_the_console
check: nobody_gets_a_letter_by_accident
"""

from pydantic import Field

from reference_app.settings.group import Group


class MailSettings(Group):
    sandbox: bool = True
    host: str = "localhost"
    port: int = Field(default=25, ge=1, le=65_535)

    @property
    def backend(self) -> bool:
        return self.sandbox
