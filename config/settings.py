"""What the user decides in `duban.toml`.

The descriptions of the fields are the words of the error messages ("crawl.delay must be <description>"). A field is
here when something reads it; a key that nothing knows is refused, so that a misspelt setting never passes in silence.
"""

import os
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from config.errors import UserError
from config.files import Record, load_toml, read_secret
from config.keeping import Keeping
from config.offices import Office, require_distinct
from config.recipients import Addressee, Alerts, Chat, Recipient
from config.recipients import Lang as Lang  # noqa: PLC0414 - how a module says that it exports a name
from config.scaling import ArchivePlace, Reading
from config.schedule import Schedule
from config.scores import Scores

FIRST_REPORT_YEAR = 2008
"""The first report year of the law: the Regulation of 2007 came into force on 1 May 2008."""

PASSWORD_VARIABLE = "DUBAN_SMTP_PASSWORD"  # noqa: S105 - the name of a variable


class Crawl(Record):
    """How pages are fetched.

    Attributes:
        delay: seconds between two requests to one host and port, at least; robots.txt may ask for more.
        timeout: seconds one request may take.
        max_size: bytes of one answer, after removing content-coding; larger ones are `too_large`.
        max_pages: pages of one source in one run; a source that needs more is not accepted.
        contact: e-mail address or page of the people who run this crawl; part of the user agent.
        user_agent: the name before the contact; empty for `duban/<version>`.
        allowed_hosts: hosts beside those of the registry that may be requested (a shared platform, for example).
        lease: seconds without a sign of life after which the sources of a crawler are taken over by others that share
            the workspace.
        processes: crawlers that one `duban crawl` runs side by side, each with hosts of its own; 0 for as many as the
            processors and the hosts keep busy.
    """

    delay: float = Field(2.0, ge=0, le=3600, description="a number of seconds, 0 or more")
    concurrency_per_host: int = Field(1, ge=1, le=8, description="a number of requests from 1 to 8")
    timeout: float = Field(60.0, gt=0, le=3600, description="a number of seconds above 0")
    retries: int = Field(2, ge=0, le=10, description="a number of further attempts from 0 to 10")
    max_size: int = Field(64_000_000, ge=1000, description="a number of bytes, 1000 or more")
    max_pages: int = Field(5000, ge=1, description="a number of pages, 1 or more")
    contact: str = Field("", description="an e-mail address or a web address, as text")
    user_agent: str = Field("", description="a text")
    allowed_hosts: tuple[str, ...] = Field((), description="a list of host names")
    lease: float = Field(60.0, ge=2, le=3600, description="a number of seconds, 2 or more")
    processes: int = Field(0, ge=0, le=64, description="a number of processes from 0 to 64")

    @field_validator("contact", "user_agent")
    @classmethod
    def _printable(cls, text: str) -> str:
        if not text.isprintable() or not text.isascii():
            raise ValueError("must be plain ASCII on one line, because it is sent as an HTTP header")
        return text.strip()

    @property
    def agent(self) -> str:
        """The honest user agent: `duban/<version> (+<contact>)`."""
        name = self.user_agent or f"duban/{duban_version()}"
        return f"{name} (+{self.contact})" if self.contact else name

    def require_contact(self, hosts: Iterable[str]) -> None:
        """Insist on a contact before hosts other than this machine are asked for pages.

        Raises:
            UserError: `crawl.contact` is empty and a host is not loopback.
        """
        foreign = next((host for host in hosts if not is_loopback(host)), None)
        if foreign and not self.contact:
            raise UserError(
                f"duban.toml: crawl.contact is empty; write an e-mail address there before {foreign} is asked for "
                "pages, so that its owner can reach you"
            )


class Smtp(Record):
    """The mail server. The password is never in this file, see `password`."""

    host: str = Field(min_length=1, description="the name of the mail server")
    port: int = Field(465, ge=1, le=65535, description="a port from 1 to 65535")
    security: Literal["tls", "starttls", "none"] = Field("tls", description='"tls", "starttls" or "none"')
    user: str = Field("", description="a text")
    sender: str = Field(min_length=3, description="the e-mail address the digests come from")
    timeout: float = Field(30.0, gt=0, le=600, description="a number of seconds above 0")
    password_file: str = Field("", description="the path of a file, relative to the workspace")

    @model_validator(mode="before")
    @classmethod
    def _no_password(cls, data: object) -> object:
        if isinstance(data, dict) and "password" in data:
            raise ValueError(f"must not hold a password: set {PASSWORD_VARIABLE} or name a password_file")
        return data

    def password(self, root: Path) -> str | None:
        """Return the password from the environment, else from `password_file` (relative to `root`), else None.

        Raises:
            UserError: the file cannot be read, or others than its owner may read it.
        """
        if PASSWORD_VARIABLE in os.environ:
            return os.environ[PASSWORD_VARIABLE]
        return read_secret("smtp.password_file", root, self.password_file) if self.password_file else None


class RuleChange(Record):
    """What is changed about one rule; switching off needs a reason, which the digest shows."""

    level: Literal["error", "warning", "hint"] | None = Field(None, description='"error", "warning" or "hint"')
    off: bool = Field(default=False, description="true or false")
    reason: str = Field("", description="a text")

    @model_validator(mode="after")
    def _reasoned(self) -> Self:
        if self.off and not self.reason.strip():
            raise ValueError("is switched off without a reason: add reason = '…'")
        return self

    @property
    def changes(self) -> bool:
        """Whether the rule is another one than in the catalogue."""
        return self.off or self.level is not None


class RegionalRule(RuleChange):
    """What is changed about one rule in the divisions whose code begins with `region`; `off = false` keeps it on."""

    region: str = Field(pattern=r"^\d{2,12}$", description="the first digits of a region code")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set & {"level", "off"}:
            raise ValueError("changes nothing: give level or off")
        return self


class RuleSetting(RuleChange):
    """What a workspace changes about one rule, everywhere or by region."""

    regions: tuple[RegionalRule, ...] = Field((), description="tables [[rules.ID.regions]]")

    @field_validator("regions")
    @classmethod
    def _once(cls, regions: tuple[RegionalRule, ...]) -> tuple[RegionalRule, ...]:
        codes = [each.region for each in regions]
        double = next((code for code in codes if codes.count(code) > 1), None)
        if double:
            raise ValueError(f"names region {double} twice: keep one")
        return regions

    def in_region(self, region: str) -> RuleChange:
        """Return what counts for a body with a region code: the entry with the longest fitting prefix, alone."""
        fitting = (each for each in self.regions if region.startswith(each.region))
        return max(fitting, key=lambda each: len(each.region), default=self)


class LengthLimit(Record):
    """How long section one may be by a local notice, for the bodies of a region, in characters.

    Attributes:
        region: the first digits of the codes of the divisions it binds.
        from_year, until_year: the report years it binds; without the latter, until it is taken out.
        source: the notice: title, number or address.
    """

    region: str = Field(pattern=r"^\d{2,6}$", description='the first two to six digits of a code, as text ("6206")')
    from_year: int = Field(ge=FIRST_REPORT_YEAR, le=2100, description="a report year from 2008 on")
    until_year: int | None = Field(None, ge=FIRST_REPORT_YEAR, le=2100, description="a report year from 2008 on")
    section_one: int = Field(ge=100, le=100_000, description="a number of characters, 100 or more")
    source: str = Field(min_length=1, description="the notice that sets the limit: title, number or address")

    def binds(self, region: str, year: int) -> bool:
        """Whether the limit holds for the report of a year by a body of a region."""
        return region.startswith(self.region) and self.from_year <= year <= (self.until_year or year)


class Settings(Record):
    """The whole of `duban.toml`.

    Attributes:
        office: the heading of digests, the name of the office that oversees.
        offices: those that oversee parts of the registry, where there are several.
        first_year: the first report year expected of a body whose row has no `since`. By default 2021, the first
            year of the form in force, from which reports of all years can be compared.
        simulated: whether crawls may be recorded under another date than today's; every digest says so.
        demo: whether this is the workspace of `duban demo`.
    """

    office: str = Field("政务公开办公室", description="a text")
    lang: Lang = Field("zh", description='"zh" or "en"')
    first_year: int = Field(2021, ge=FIRST_REPORT_YEAR, le=2100, description="a report year from 2008 on")
    simulated: bool = Field(default=False, description="true or false")
    demo: bool = Field(default=False, description="true or false")
    crawl: Crawl = Field(default_factory=Crawl, description="a table [crawl]")
    smtp: Smtp | None = Field(None, description="a table [smtp]")
    offices: tuple[Office, ...] = Field((), description="tables [[offices]]")
    recipients: tuple[Recipient, ...] = Field((), description="tables [[recipients]]")
    alerts: Alerts | None = Field(None, description="a table [alerts]")
    chats: tuple[Chat, ...] = Field((), description="tables [[chats]]")
    rules: dict[str, RuleSetting] = Field(default_factory=dict, description="tables [rules.ID]")
    limits: tuple[LengthLimit, ...] = Field((), description="tables [[limits]]")
    scores: Scores = Field(default_factory=Scores, description="a table [scores]")
    keeping: Keeping = Field(default_factory=Keeping, description="a table [keeping]")
    schedule: Schedule = Field(default_factory=Schedule, description="a table [schedule]")
    reading: Reading = Field(default_factory=Reading, description="a table [reading]")
    archive: ArchivePlace = Field(default_factory=ArchivePlace, description="a table [archive]")

    @model_validator(mode="after")
    def _offices_known(self) -> Self:
        require_distinct(self.offices)
        for addressee in (*self.recipients, *self.chats):
            self.office_of(addressee)
        return self

    def office_of(self, addressee: Addressee) -> Office | None:
        """Return the office that somebody belongs to, None for the whole workspace; see `office_named` for errors."""
        return self.office_named(addressee.office) if addressee.office else None

    def office_named(self, name: str) -> Office:
        """Return the office with a name.

        Raises:
            UserError: there is none.
        """
        found = next((office for office in self.offices if office.name == name), None)
        if found is None:
            known = ", ".join(office.name for office in self.offices) or "none"
            raise UserError(f"no office '{name}' in [[offices]] of duban.toml; there are: {known}")
        return found

    def limit_of(self, region: str, year: int) -> LengthLimit | None:
        """Return the limit for section one of a report: of several, the one for the smallest region."""
        fitting = (limit for limit in self.limits if limit.binds(region, year))
        return max(fitting, key=lambda limit: len(limit.region), default=None)


def load_settings(path: Path) -> Settings:
    """Read `duban.toml`.

    Raises:
        UserError: the file cannot be read, is no TOML, or holds an unknown key or a wrong value.
    """
    return load_toml(path, Settings)


def duban_version() -> str:
    """Return the version of the installed package; `0` when duban runs without being installed."""
    try:
        return version("duban")
    except PackageNotFoundError:
        return "0"


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine itself."""
    name = host.strip("[]").lower()
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
