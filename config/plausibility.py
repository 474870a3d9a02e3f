"""What figures are unusual for a kind of body, as data."""

import re
from functools import cache
from importlib.resources import files
from tomllib import loads

from pydantic import BaseModel, ConfigDict

from config.kinds import Kind


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Busy(_Data):
    """Bodies by name of which none at all in a row of table two is worth a look."""

    names: re.Pattern[str]
    row: str


class Idle(_Data):
    """Bodies by name of which anything in some rows of table two is worth a look."""

    names: re.Pattern[str]
    rows: tuple[str, ...]


class Internal(_Data):
    """Bodies by name that issue no normative documents."""

    names: re.Pattern[str]


class Plausibility(_Data):
    """The whole file; `fees_beyond` is in 万元."""

    busy: tuple[Busy, ...]
    idle: tuple[Idle, ...]
    internal: Internal
    fees_beyond: dict[Kind, int]


@cache
def plausibility() -> Plausibility:
    """Return what is unusual for which body."""
    return Plausibility.model_validate(loads(files("config.data").joinpath("plausibility.toml").read_text("utf-8")))
