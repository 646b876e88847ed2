"""The base of a group of settings. What can be set is in the groups."""

from pydantic import BaseModel, ConfigDict


class Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
