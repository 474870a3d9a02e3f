"""Which bodies and which report year an export is about."""

from dataclasses import dataclass, replace

from checks.model import Level
from config.bodies import Registry
from reports.digest.facts import Facts


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the ledger.

    Attributes:
        office: a body of the registry, by id or name, with all below it; None for everybody.
        body: one body alone, by id or name.
        year: one report year; None for all.
    """

    office: str | None = None
    body: str | None = None
    year: int | None = None

    def body_ids(self, registry: Registry) -> frozenset[str]:
        """Return the ids of the bodies concerned.

        Raises:
            UserError: the registry has no such body, or several of that name.
        """
        ids = {body.id for body in registry.bodies}
        if self.office:
            root = registry.find(self.office)
            ids &= {root.id, *(body.id for body in registry.under(root))}
        if self.body:
            ids &= {registry.find(self.body).id}
        return frozenset(ids)

    def name(self, registry: Registry) -> str:
        """Return the name of the smallest body that holds the whole scope, empty for everybody."""
        chosen = self.body or self.office
        return registry.find(chosen).name if chosen else ""

    def of(self, facts: Facts, registry: Registry) -> Facts:
        """Return the part of some facts that is about these bodies and this year."""
        if self == Scope():
            return facts
        part = facts.only(self.body_ids(registry), Level.HINT, self.name(registry))
        if self.year is None:
            return part
        return replace(
            part,
            body_years=tuple(each for each in part.body_years if each.year == self.year),
            findings=tuple(row for row in part.findings if row.year == self.year),
            evaluations={key: value for key, value in part.evaluations.items() if key[1] == self.year},
        )
