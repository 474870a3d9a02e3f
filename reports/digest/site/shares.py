"""The facts of one body at a time, parted in one go: to narrow them down again for each of a thousand takes minutes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reports.digest.facts import Facts, RevisionFacts
from reports.store.records import EditionRow, FindingRow

if TYPE_CHECKING:
    from reports.status import BodyYear


@dataclass(slots=True)
class _Share:
    rows: "list[BodyYear]" = field(default_factory=list)
    findings: list[FindingRow] = field(default_factory=list)
    editions: dict[tuple[str, int], EditionRow] = field(default_factory=dict)
    revisions: dict[tuple[str, int], tuple[RevisionFacts, ...]] = field(default_factory=dict)


def shares(facts: Facts) -> Iterator[tuple[str, Facts]]:
    """Yield every body's id and the facts on it, in the order of the registry, as one who was told nothing before.

    What is not told of single bodies is left out: sources, evaluations, applications.
    """
    parted: dict[str, _Share] = defaultdict(_Share)
    for each in facts.body_years:
        parted[each.id].rows.append(each)
    for row in facts.findings:
        if row.body_id in parted:
            parted[row.body_id].findings.append(row)
    for key, edition in facts.editions.items():
        if key[0] in parted:
            parted[key[0]].editions[key] = edition
    for key, changes in facts.revisions.items():
        if key[0] in parted:
            parted[key[0]].revisions[key] = changes
    alone = replace(facts, sources=(), evaluations={}, received={}, baseline=None, happenings=())
    for body_id, share in parted.items():
        yield (
            body_id,
            replace(
                alone,
                body_years=tuple(share.rows),
                findings=tuple(share.findings),
                editions=share.editions,
                revisions=share.revisions,
            ),
        )
