"""Who is told what, and by which way: recipients of digests, chat groups, alerts."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, model_validator

from config.errors import UserError
from config.files import Record, read_secret
from config.offices import Names, Office

if TYPE_CHECKING:
    from config.bodies import Registry

Lang = Literal["zh", "en"]


class Addressee(Record):
    """Somebody who is told about bodies.

    Attributes:
        office: whose matters; empty for those of the whole workspace.
        bodies: ids or names of bodies of the registry, or `*` for all that the office oversees.
        level: the least grave level that is sent.
    """

    name: str = Field("", description="a text")
    office: str = Field("", description="the name of an office of [[offices]]")
    bodies: Names = Field(("*",), min_length=1, description='"*" or a list of ids or names')
    lang: Lang | None = Field(None, description='"zh" or "en"')
    level: Literal["error", "warning", "hint"] = Field("hint", description='"error", "warning" or "hint"')

    @property
    def who(self) -> str:
        """What the addressee is called in messages to whoever keeps `duban.toml`."""
        return f"chats, {self.name}"

    @property
    def everything(self) -> bool:
        """Whether this addressee oversees all bodies of the office, or of the registry."""
        return "*" in self.bodies

    def sees(self, registry: "Registry", office: Office | None) -> frozenset[str]:
        """Return the ids of the bodies this addressee is told of.

        Raises:
            UserError: a body is not in the registry, or not under the office.
        """
        allowed = office.sees(registry) if office else frozenset(body.id for body in registry.bodies)
        if self.everything:
            return allowed
        try:
            chosen = {registry.find(name).id: name for name in self.bodies}
        except UserError as error:
            raise UserError(f"duban.toml: {self.who}: {error}") from error
        if outside := [name for body_id, name in chosen.items() if body_id not in allowed]:
            raise UserError(f"duban.toml: {self.who}: '{outside[0]}' is not under office '{self.office}'")
        return frozenset(chosen)


class Recipient(Addressee):
    """Somebody who receives digests by e-mail.

    Attributes:
        nothing_new: what is sent when nothing is new since the last digest: nothing, or a few lines that say so.
        alerts: whether alerts are sent, too, where `[alerts]` switches them on.
    """

    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$", description="an e-mail address")
    nothing_new: Literal["silent", "brief"] = Field("silent", description='"silent" or "brief"')
    alerts: bool = Field(default=True, description="true or false")

    @property
    def who(self) -> str:
        """What the recipient is called in messages to whoever keeps `duban.toml`."""
        return f"recipients, {self.email}"


class Chat(Addressee):
    """A chat group that receives alerts through apprise. Its address is a secret and never in this file.

    Attributes:
        operator: whether it hears of the trouble of the crawler instead of the bodies.
        url_file, url_variable: where the address stands: a file that only its owner may read, or a variable of the
            environment.
    """

    name: str = Field(min_length=1, pattern=r"^\S+$", description="a name without spaces")
    operator: bool = Field(default=False, description="true or false")
    url_file: str = Field("", description="the path of a file, relative to the workspace")
    url_variable: str = Field("", pattern=r"^[A-Za-z0-9_]*$", description="the name of a variable of the environment")

    @model_validator(mode="before")
    @classmethod
    def _no_address(cls, data: object) -> object:
        named = ("url_file", "url_variable")
        if isinstance(data, dict) and ("url" in data or any("://" in str(data.get(key)) for key in named)):
            raise ValueError("must not hold the address of the group, which is a secret: name a url_file")
        return data

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if bool(self.url_file) == bool(self.url_variable):
            raise ValueError("needs either url_file or url_variable")
        return self

    def address(self, root: Path) -> str:
        """Return the address of the group, with the token in it.

        Raises:
            UserError: the variable is not set, or the file cannot be read or can be read by others.
        """
        if self.url_file:
            return read_secret("chats.url_file", root, self.url_file)
        if not (address := os.environ.get(self.url_variable, "")):
            raise UserError(f"duban.toml: chats, {self.name}: the variable {self.url_variable} is not set")
        return address


class Alerts(Record):
    """Alerts between digests; without this table there are none.

    Attributes:
        operator: who hears of the trouble of the crawler, by e-mail; it is never told to those who oversee bodies.
        blocked_runs: runs in a row of one source that failed before that is told.
        per_day: messages a reader receives in one day at most; what comes after is told together the next day.
        quiet_from, quiet_until: between these hours nothing is sent; both equal: no such hours.
        days_off: whether messages are sent on days off, too.
    """

    operator: str = Field("", pattern=r"^([^@\s]+@[^@\s]+)?$", description="an e-mail address")
    blocked_runs: int = Field(3, ge=1, le=100, description="a number of runs from 1 to 100")
    per_day: int = Field(3, ge=1, le=100, description="a number of messages from 1 to 100")
    quiet_from: int = Field(18, ge=0, le=23, description="an hour from 0 to 23")
    quiet_until: int = Field(8, ge=0, le=23, description="an hour from 0 to 23")
    days_off: bool = Field(default=False, description="true or false")

    def quiet(self, hour: int) -> bool:
        """Whether an hour of the day is one of those in which nothing is sent."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until
