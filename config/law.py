"""The provisions of law that rules rest on, as data with the report years they bind."""

from functools import cache
from importlib.resources import files
from tomllib import loads

from pydantic import BaseModel, ConfigDict

from config.kinds import Kind


class Provision(BaseModel):
    """One article or form: where it stands, which report years and kinds it binds, and its gist in our own words.

    Without `kinds` it binds every kind of body.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    instrument: str
    article: str
    first_year: int
    last_year: int | None = None
    kinds: tuple[Kind, ...] = ()
    gist_zh: str
    gist_en: str

    @property
    def citation(self) -> str:
        """Return instrument and article as they are cited in Chinese."""
        if self.instrument.endswith("号"):
            return f"{self.instrument}{self.article}"
        title, bracket, amendment = self.instrument.partition("（")
        return f"《{title}》{bracket}{amendment}{self.article}"

    def binds(self, report_year: int | None, kind: Kind | None) -> bool:
        """Tell whether the provision binds the report of a year by such a body; what is unknown excludes nothing."""
        if kind and self.kinds and kind not in self.kinds:
            return False
        if report_year is None:
            return True
        return self.first_year <= report_year and (self.last_year is None or report_year <= self.last_year)


@cache
def provisions() -> dict[str, Provision]:
    """Return every provision by id."""
    text = files("config.data").joinpath("law.toml").read_text(encoding="utf-8")
    entries = (Provision.model_validate(entry) for entry in loads(text)["provisions"])
    return {entry.id: entry for entry in entries}


@cache
def cite(ids: tuple[str, ...], report_year: int | None, kind: Kind | None = None) -> str:
    """Return the citations of those provisions that bind the report of a year by a body of a kind."""
    known = (provisions()[entry] for entry in ids)
    return "；".join(provision.citation for provision in known if provision.binds(report_year, kind))
