"""Broken identities gathered into faults: one fault is what one change, or one unexplained knot, accounts for.

A table with one wrong cell breaks up to three identities. The search looks for the fewest changed cells that mend every
broken identity and break none. What only one such set of changes explains is named; where several explain it equally
well, all of them are kept and none is picked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from checks.arithmetic.balance import Balance
from checks.arithmetic.lines import lines
from checks.arithmetic.repair import Change, Repair, Workbench

MOST_BROKEN = 12
"""A table with more broken identities is not searched: no single slip explains it."""

MOST_COVERS = 24
"""Equally good explanations that are kept; more than these say nothing."""

FEW = 2
"""Up to so many single cells are taken as an explanation without asking whether two cells together are a better one."""

Cover = frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """Broken identities of one table that belong together.

    Attributes:
        broken: the identities, in the order of the form.
        repairs: equally good ways to mend all of them at once; empty when no small change does.
        certain: whether a broken identity stands on read cells alone: no blank taken as 0, nothing read by OCR.
    """

    table: str
    broken: tuple[Balance, ...]
    repairs: tuple[Repair, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether at least one broken identity rests on no blank and on no cell read from a picture."""
        return any(not b.blanks and not b.ocr for b in self.broken)

    @property
    def pinned(self) -> Repair | None:
        """The one repair, when there is only one."""
        return self.repairs[0] if len(self.repairs) == 1 else None

    @property
    def first_pattern(self) -> str:
        """The first broken identity pattern, `I1` before `I2`, to which the fault is attributed."""
        return min(b.identity.pattern for b in self.broken)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the broken identities."""
        return frozenset(b.identity.id for b in self.broken)


def find_faults(balances: Sequence[Balance], form: str, table: str) -> tuple[Fault, ...]:
    """Gather the broken identities of one table into faults, in the order of the form."""
    broken = {b.identity.id: b for b in balances if b.broken}
    if not broken:
        return ()
    bench = Workbench(balances, form, table)
    slips = tuple(lines(bench, form, table))
    faults = [Fault(table, (b,)) for b in broken.values() if b.residual is None]
    if len(bench.broken) > MOST_BROKEN:
        whole = [slip for slip in slips if slip.shape == "empty" and slip.mends == bench.broken]
        faults.append(_fault(table, broken, bench.broken, whole))
    elif bench.broken:
        faults += _search(table, broken, bench, slips)
    order = list(broken)
    return tuple(sorted(faults, key=lambda fault: order.index(fault.broken[0].identity.id)))


def _fault(table: str, broken: dict[str, Balance], names: Iterable[str], repairs: Iterable[Repair] = ()) -> Fault:
    members = set(names)
    return Fault(table, tuple(b for name, b in broken.items() if name in members), tuple(repairs))


def _search(table: str, broken: dict[str, Balance], bench: Workbench, slips: Sequence[Repair]) -> list[Fault]:
    options = _options([*bench.singles(), *(slip for slip in slips if slip.shape == "empty")])
    covers = _covers(bench.broken, options)
    if not covers or len(min(covers, key=len)) > FEW:
        options = _options([*bench.singles(), *bench.pairs(), *slips])
        covers = _covers(bench.broken, options)
    if not covers:
        return _partly_explained(table, broken, bench.broken, options)
    shared = frozenset.intersection(*covers)
    faults = [_fault(table, broken, mends, options[mends]) for mends in shared]
    rest = bench.broken - frozenset().union(*shared) if shared else bench.broken
    if rest:
        faults.append(_fault(table, broken, rest, _joint(covers, shared, options)))
    return faults


def _options(repairs: Sequence[Repair]) -> dict[frozenset[str], tuple[Repair, ...]]:
    """Return the best repairs for every set of identities that some repair mends: fewest cells, then the plainest."""
    by_mends: dict[frozenset[str], list[Repair]] = {}
    for repair in repairs:
        by_mends.setdefault(repair.mends, []).append(repair)
    return {mends: _best(candidates) for mends, candidates in by_mends.items()}


def _best(repairs: Sequence[Repair]) -> tuple[Repair, ...]:
    fewest = min(repair.cost for repair in repairs)
    kept = [repair for repair in repairs if repair.cost == fewest]
    plainest = (
        [repair for repair in kept if repair.fills_blanks],
        [repair for repair in kept if repair.drops_a_result],
        [repair for repair in kept if repair.shape != "cells"],
    )
    chosen = next((group for group in plainest if group), kept)
    return tuple(sorted(chosen, key=lambda repair: not repair.changes[0].cell.endswith(".total")))


def _covers(broken: frozenset[str], options: dict[frozenset[str], tuple[Repair, ...]]) -> tuple[Cover, ...]:
    """Return every way to mend all broken identities, each once, with the fewest changes."""
    cost = {mends: repairs[0].cost for mends, repairs in options.items()}

    @cache
    def solve(left: frozenset[str]) -> tuple[int, tuple[Cover, ...]]:
        if not left:
            return 0, (frozenset(),)
        first = min(left)
        ways: dict[int, tuple[Cover, ...]] = {}
        for mends in options:
            if first in mends and mends <= left:
                price, tails = solve(left - mends)
                total = price + cost[mends]
                ways[total] = ways.get(total, ()) + tuple(tail | {mends} for tail in tails)
        found = {total: covers for total, covers in ways.items() if covers}
        return (min(found), found[min(found)][:MOST_COVERS]) if found else (0, ())

    return solve(broken)[1]


def _joint(
    covers: Sequence[Cover], shared: frozenset[frozenset[str]], options: dict[frozenset[str], tuple[Repair, ...]]
) -> tuple[Repair, ...]:
    """Return each equally good explanation of what the covers do not share as one repair, and none twice."""
    joined: dict[frozenset[Change], Repair] = {}
    for cover in covers:
        parts = [options[mends] for mends in sorted(cover - shared, key=min)]
        for chosen in product(*parts):
            changes = tuple(change for repair in chosen for change in repair.changes)
            mends = frozenset().union(*(repair.mends for repair in chosen))
            joined.setdefault(frozenset(changes), Repair(changes, mends, "cells"))
            if len(joined) >= MOST_COVERS:
                return tuple(joined.values())
    return tuple(joined.values())


def _partly_explained(
    table: str,
    broken: dict[str, Balance],
    names: frozenset[str],
    options: dict[frozenset[str], tuple[Repair, ...]],
) -> list[Fault]:
    """Name what single changes explain, the largest first, and leave the rest as knots of identities sharing cells."""
    faults: list[Fault] = []
    left = set(names)
    for mends in sorted(options, key=lambda m: (-len(m), options[m][0].cost, sorted(m))):
        if len(mends) > 1 and mends <= left and len(options[mends]) == 1:
            faults.append(_fault(table, broken, mends, options[mends]))
            left -= mends
    faults += [_fault(table, broken, knot) for knot in _knots(left, broken)]
    return faults


def _knots(names: Iterable[str], broken: dict[str, Balance]) -> list[set[str]]:
    knots: list[tuple[set[str], set[str]]] = []
    for name in names:
        members, cells = {name}, set(broken[name].identity.cells)
        apart = []
        for knot in knots:
            if knot[1] & cells:
                members |= knot[0]
                cells |= knot[1]
            else:
                apart.append(knot)
        knots = [*apart, (members, cells)]
    return [members for members, _ in knots]
