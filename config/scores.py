"""What a finding costs in the score sheet: weights by rule, family and level, as data that a workspace may change."""

from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from config.files import Record, parse_toml

LevelName = Literal["error", "warning", "hint"]
FamilyName = Literal[
    "timeliness", "publication", "identity", "form", "arithmetic", "continuity", "narrative", "plausibility", "text",
    "portfolio",
]  # fmt: skip
"""The families that can cost points: what could not be read costs nothing."""

Points = Annotated[Decimal, Field(ge=0, le=1000, description="a number of points from 0 to 1000")]
RuleId = Annotated[str, Field(pattern=r"^[A-Z]\d{3}$", description="the id of a rule such as A101")]


class Scores(Record):
    """The table `[scores]` of `duban.toml`; what it does not say is as in `config/data/scores.toml`.

    Attributes:
        full: points of a body without any finding.
        minimum: bodies of one kind with a score, below which none of them is ranked.
        levels: points of a finding by its level.
        families: the same for the findings of a family.
        rules: points of a finding of a rule, whatever its level.
        caps: points that all findings of a family cost together, at most.
    """

    full: Points | None = Field(None, description="a number of points from 0 to 1000")
    minimum: int | None = Field(None, ge=2, le=10_000, description="a number of bodies, 2 or more")
    levels: dict[LevelName, Points] = Field(default_factory=dict, description="points by level")
    families: dict[FamilyName, dict[LevelName, Points]] = Field(
        default_factory=dict, description="tables [scores.families.NAME] of points by level"
    )
    rules: dict[RuleId, Points] = Field(default_factory=dict, description="points by rule")
    caps: dict[FamilyName, Points] = Field(default_factory=dict, description="points by family")

    def over(self, base: "Scores") -> "Scores":
        """Return these weights with those of another for what they do not say."""
        families = {
            name: {**base.families.get(name, {}), **self.families.get(name, {})}
            for name in (*base.families, *self.families)
        }
        return Scores(
            full=base.full if self.full is None else self.full,
            minimum=base.minimum if self.minimum is None else self.minimum,
            levels={**base.levels, **self.levels},
            families=families,
            rules={**base.rules, **self.rules},
            caps={**base.caps, **self.caps},
        )

    def points(self, rule: str, family: str, level: str) -> Decimal:
        """Return what one finding costs."""
        tables = [table for name, table in self.families.items() if name == family]
        by_level = (points for table in (*tables, self.levels) for name, points in table.items() if name == level)
        return self.rules.get(rule, next(by_level, Decimal()))

    def cap(self, family: str) -> Decimal | None:
        """Return what all findings of a family cost at most; None when there is no bound."""
        return next((points for name, points in self.caps.items() if name == family), None)


@cache
def default_scores() -> Scores:
    """Return the weights that duban comes with."""
    name = "scores.toml"
    return parse_toml((files("config") / "data" / name).read_text(encoding="utf-8"), Scores, name)
