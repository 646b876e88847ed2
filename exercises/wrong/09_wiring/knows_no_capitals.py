"""You look the word up as it was typed.

Somebody writes `False`, as Python does, and the app does not start. Pydantic knows both.

task: 1
check: the_words_of_an_environment_are_understood
message: With `APP__MAIL__SANDBOX=False`, the settings can't be read
"""

from pydantic import Field, field_validator

from reference_app.settings.group import Group

WORDS = {
    "true": True,
    "1": True,
    "yes": True,
    "false": False,
    "0": False,
    "no": False,
    "off": False,
}


class MailSettings(Group):
    sandbox: bool = True
    host: str = "localhost"
    port: int = Field(default=25, ge=1, le=65_535)

    @field_validator("sandbox", mode="before")
    @classmethod
    def _word(cls, word: object) -> object:
        if isinstance(word, str) and word not in WORDS:
            raise ValueError("This is neither yes nor no.")
        return WORDS[word] if isinstance(word, str) else word

    @property
    def backend(self) -> str:
        return "console" if self.sandbox else "smtp"
