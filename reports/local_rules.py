"""The rules as a workspace wants them: what its settings change, by the region of the body."""

from collections.abc import Iterable

from checks.adjust import Adjustment, adjust, adjustments
from checks.model import Finding, LocalLimit
from config.errors import UserError
from config.workspace import Workspace


class LocalRules:
    """What the settings of a workspace change about rules.

    Raises:
        UserError: the settings name a rule that never was.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._settings = workspace.settings.rules
        self._by_region: dict[str, tuple[Adjustment, ...]] = {"": adjustments(self._settings)}

    def of(self, region: str) -> tuple[Adjustment, ...]:
        """Return what is changed for the bodies of a region."""
        if region not in self._by_region:
            self._by_region[region] = adjustments(self._settings, region)
        return self._by_region[region]

    def limit(self, region: str, year: int) -> LocalLimit | None:
        """Return the limit for section one of a report of a year by a body of a region, where there is one."""
        found = self._workspace.settings.limit_of(region, year)
        return LocalLimit(found.section_one, found.source) if found else None

    def on_report(self, findings: Iterable[Finding], body: str | None) -> tuple[Finding, ...]:
        """Return the outcomes on a report in a file; a body that the registry does not list has no region."""
        return adjust(findings, self.of(self._region(body)))

    def _region(self, body: str | None) -> str:
        try:
            return self._workspace.registry.find(body).region if body else ""
        except UserError:
            return ""
