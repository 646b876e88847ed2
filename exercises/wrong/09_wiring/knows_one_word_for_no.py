"""You compare with the word that is in the letter.

People write `False`, `0`, `no` and `off` as well. Pydantic knows them all, and refuses the rest.

task: 1
check: the_words_of_an_environment_are_understood
message: With `APP__MAIL__SANDBOX=False`, `backend` is
check: the_sandbox_is_the_console
check: a_word_that_says_neither_ends_the_start
"""

from pydantic import Field

from reference_app.settings.group import Group


class MailSettings(Group):
    sandbox: str = "true"
    host: str = "localhost"
    port: int = Field(default=25, ge=1, le=65_535)

    @property
    def backend(self) -> str:
        return "smtp" if self.sandbox == "false" else "console"
