"""A campaign from its first input to its entry in the record; what fails is made small and kept."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from time import monotonic

from .campaign import Fault, run
from .corpus import keep_small, kind_of
from .formats import FORMATS
from .record import Campaign, keep, where_and_when

_SHOWN = 10
_MINIMISED = 3
"""Failing inputs of one campaign that are made small; more of them are mostly the same."""


def campaign(name: str, inputs: int, seed: int, first: int, *, record: bool) -> int:
    """Run a campaign, tell what it found and record it; return 1 when it found something."""
    begun, where = monotonic(), where_and_when()
    faults: dict[int, str] = {}
    for fault in run(FORMATS[name], seed, range(first, first + inputs)):
        faults.setdefault(fault.number, fault.what)
    seconds = round(monotonic() - begun)
    print(
        f"{name}: {inputs} inputs in {seconds} s, {inputs / max(seconds, 1):.0f} a second; {len(faults)} with a fault"
    )
    _tell(name, seed, [Fault(*each) for each in faults.items()])
    if record:
        note(name, inputs, seed, first, where, seconds=seconds, faults=faults.values())
    return int(bool(faults))


def note(
    name: str,
    inputs: int,
    seed: int,
    first: int,
    where: Mapping[str, str],
    *,
    seconds: int,
    faults: Iterable[str],
    guided: bool = False,
) -> None:
    """Put a campaign on record; `where` is what `where_and_when` returned as it began."""
    found = Counter(map(kind_of, faults))
    keep(
        Campaign(
            name,
            inputs,
            seed,
            first,
            guided=guided,
            seconds=seconds,
            crashes=found["crash"],
            hangs=found["hang"],
            inventions=found["invention"],
            **where,
        )
    )


def _tell(name: str, seed: int, faults: list[Fault]) -> None:
    for fault in faults[:_SHOWN]:
        print(f"  {fault.number}: {fault.what[:300]}", file=sys.stderr)
    for fault in faults[:_MINIMISED]:
        print(f"  kept: {keep_small(name, FORMATS[name].input(seed, fault.number), fault)}", file=sys.stderr)
