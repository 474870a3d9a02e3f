"""What to do about a finding, as data: by rule where something special can be said, else by family."""

from functools import cache
from importlib.resources import files
from tomllib import loads

from pydantic import BaseModel, ConfigDict

from checks.model import Family, Finding
from checks.words import Words
from config.settings import Lang


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str
    en: str


class Advice(BaseModel):
    """The whole of `advice.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    family: dict[Family, _Entry]
    rule: dict[str, _Entry]

    def on(self, finding: Finding, lang: Lang) -> str:
        """Return what to do about a finding."""
        entry = self.rule.get(finding.rule) or self.family[finding.family]
        return Words(entry.zh, entry.en).in_language(lang)


@cache
def advice() -> Advice:
    """Return the advice on every family and rule."""
    text = files("reports.draft").joinpath("advice.toml").read_text(encoding="utf-8")
    return Advice.model_validate(loads(text))
