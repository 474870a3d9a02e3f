"""The figures of governments and the bodies below them, as far as their reports are compared."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from checks.portfolio.records import Companion, Total
from checks.portfolio.totals import Figures, compared_cells, same_tables, total_of
from config.bodies import Body, Registry
from config.forms import FORM_IDS, cell_ids
from config.kinds import Kind
from reports.portfolio.relations import is_office
from reports.store import Shown, Store


def families(registry: Registry, year: int) -> dict[str, list[Body]]:
    """Return the bodies directly below every government that are expected to report for a year, by its id."""
    below: defaultdict[str, list[Body]] = defaultdict(list)
    for body in registry.bodies:
        if body.parent and body.expected(year):
            below[body.parent].append(body)
    return {body.id: below[body.id] for body in registry.bodies if body.kind is Kind.GOVERNMENT and below[body.id]}


def companion(body: Body, shown: Shown) -> Companion:
    """Return what names a report of a body in a finding."""
    return Companion(body.name, shown.year, shown.url, shown.fetched_at, shown.sha256)


def total_of_family(
    store: Store, registry: Registry, shown: Mapping[str, Shown], government: Body, below: Sequence[Body]
) -> Total:
    """Return how the report of a government relates to those of the bodies below it.

    Args:
        store: open.
        registry: knows which of them is its office.
        shown: the reports of one year of them all that are judged, by body.
        government: has a report.
        below: the bodies whose report of the year is expected.
    """
    lacking = tuple(body.name for body in below if body.id not in shown)
    if lacking:
        return Total(len(below), lacking)
    own = _forms(shown[government.id])
    taking_part = (government, *below)
    values = store.figures([shown[body.id].edition_id for body in taking_part], compared_cells(own))
    first, *others = (
        Figures(
            companion(body, shown[body.id]),
            body.kind,
            is_office(registry, body),
            _forms(shown[body.id]),
            values.get(shown[body.id].edition_id, {}),
        )
        for body in taking_part
    )
    return total_of(first, others)


def office_of(
    store: Store, registry: Registry, shown: Mapping[str, Shown], government: Body, below: Sequence[Body]
) -> Companion | None:
    """Return the office of a government, where both have the same tables and other bodies have figures.

    Parameters as for `total_of_family`.
    """
    office = next((body for body in below if body.id in shown and is_office(registry, body)), None)
    forms = _forms(shown[government.id])
    if office is None or _forms(shown[office.id]) != forms:
        return None
    one, other = shown[government.id], shown[office.id]
    cells = [cell for table, form in forms.items() for cell in cell_ids(form, table)]
    values = store.figures([one.edition_id, other.edition_id], cells)
    if not same_tables(values.get(one.edition_id, {}), values.get(other.edition_id, {}), forms):
        return None
    others = [shown[body.id].edition_id for body in below if body.id in shown and body is not office]
    figures = store.figures(others, compared_cells(forms))
    return companion(office, other) if any(map(any, (each.values() for each in figures.values()))) else None


def _forms(shown: Shown) -> dict[str, str]:
    forms: dict[str, str] = json.loads(shown.forms)
    return {table: form for table, form in forms.items() if form in FORM_IDS}
