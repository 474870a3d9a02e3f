"""Which bodies and which report year an export is about."""

from dataclasses import dataclass, replace

from checks.model import Level
from config.offices import Office
from config.workspace import Workspace
from reports.digest.facts import Facts


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the ledger.

    Attributes:
        office: an office of `[[offices]]` with what it oversees, or a body of the registry, by id or name, with all
            below it; None for everybody.
        body: one body alone, by id or name.
        year: one report year; None for all.
    """

    office: str | None = None
    body: str | None = None
    year: int | None = None

    def body_ids(self, workspace: Workspace) -> frozenset[str]:
        """Return the ids of the bodies concerned.

        Raises:
            UserError: the registry has no such body, or several of that name.
        """
        registry = workspace.registry
        ids = frozenset(body.id for body in registry.bodies)
        if office := self._office(workspace):
            ids &= office.sees(registry)
        elif self.office:
            root = registry.find(self.office)
            ids &= {root.id, *(body.id for body in registry.under(root))}
        if self.body:
            ids &= {registry.find(self.body).id}
        return ids

    def name(self, workspace: Workspace) -> str:
        """Return the name of the office or the smallest body that holds the whole scope, empty for everybody."""
        if self.body:
            return workspace.registry.find(self.body).name
        if office := self._office(workspace):
            return office.name
        return workspace.registry.find(self.office).name if self.office else ""

    def of(self, facts: Facts, workspace: Workspace) -> Facts:
        """Return the part of some facts that is about these bodies and this year, under the heading of its office."""
        if self == EVERYTHING:
            return facts
        part = facts.only(self.body_ids(workspace), Level.HINT, self.name(workspace))
        if office := self._office(workspace):
            part = replace(part, office=office.title)
        if self.year is None:
            return part
        return replace(
            part,
            body_years=tuple(each for each in part.body_years if each.year == self.year),
            findings=tuple(row for row in part.findings if row.year == self.year),
            evaluations={key: value for key, value in part.evaluations.items() if key[1] == self.year},
        )

    def _office(self, workspace: Workspace) -> Office | None:
        return next((each for each in workspace.settings.offices if each.name == self.office), None)


EVERYTHING = Scope()
"""The whole ledger."""
