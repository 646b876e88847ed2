"""You look for the words that say no, and take everything else for yes.

Then `fals` is a yes as well, and nobody hears of the typo. What is neither has to end the start.

task: 1
check: a_word_that_says_neither_ends_the_start
message: `MailSettings(sandbox='maybe')` gave
"""

from pydantic import Field, field_validator

from reference_app.settings.group import Group


class MailSettings(Group):
    sandbox: bool = True
    host: str = "localhost"
    port: int = Field(default=25, ge=1, le=65_535)

    @field_validator("sandbox", mode="before")
    @classmethod
    def _word(cls, word: object) -> object:
        return word.lower() not in ("false", "0", "no", "off") if isinstance(word, str) else word

    @property
    def backend(self) -> str:
        return "console" if self.sandbox else "smtp"
