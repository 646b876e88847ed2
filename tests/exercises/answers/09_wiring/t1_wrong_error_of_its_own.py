# task 1 | wrong | expect: rejected | a change is refused, by another error
from pydantic import BaseModel, ConfigDict, Field


class MailSettings(BaseModel):
    model_config = ConfigDict(extra="forbid")
    sandbox: bool = True
    host: str = "localhost"
    port: int = Field(default=25, ge=1, le=65_535)

    @property
    def backend(self) -> str:
        return "console" if self.sandbox else "smtp"

    def __setattr__(self, n, v):
        raise AttributeError("no")
