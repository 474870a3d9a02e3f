"""Figures far above those of peers: by the median and the median distance from it, on a logarithmic scale."""

import math
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from statistics import median

from checks.portfolio.records import Outlier

CELLS = (
    "t2.licensing.decisions",
    "t2.penalties.decisions",
    "t2.coercion.decisions",
    "t2.fees.amount",
    "t3.received.total",
)
LEAST_PEERS = 20
"""Fewer say nothing about what is usual."""
_TIMES, _LEAST_MEDIAN = 50, Decimal(5)
"""A figure is never told below so many times the median, which counts as this at least: many peers have none."""
_DISTANCES = 6.0
_LEAST_DISTANCE = 0.15
"""Of the logarithms: where most peers report the same number, the others are not yet odd."""
_TO_DEVIATION = 1.4826
"""What makes a median distance comparable with a standard deviation."""

Figures = Mapping[str, Decimal]


def outliers(figures: Mapping[str, Figures], groups: Mapping[str, str]) -> dict[str, tuple[Outlier, ...]]:
    """Return for every body with enough peers its figures that are far above theirs, () where there are none.

    Args:
        figures: of one report year, by body, the cells of `CELLS` that were read.
        groups: by body, what makes it comparable with others, its kind and place for example.
    """
    members: defaultdict[str, list[str]] = defaultdict(list)
    for body in figures:
        if body in groups:
            members[groups[body]].append(body)
    found: dict[str, list[Outlier]] = {}
    for bodies in members.values():
        for cell in CELLS:
            for body, outlier in _far_off(
                {body: value for body in bodies if (value := figures[body].get(cell)) is not None}, cell
            ):
                found.setdefault(body, []).extend(outlier)
    return {body: tuple(told) for body, told in found.items()}


def _far_off(values: Mapping[str, Decimal], cell: str) -> list[tuple[str, list[Outlier]]]:
    """Return every body of a group with its outlier in one cell, if it is one; nothing where peers are few.

    A body is among its own peers: one of twenty moves a median by little.
    """
    if len(values) <= LEAST_PEERS:
        return []
    logarithms = {body: math.log10(max(value, Decimal(1))) for body, value in values.items()}
    centre = median(logarithms.values())
    spread = max(_TO_DEVIATION * median(abs(each - centre) for each in logarithms.values()), _LEAST_DISTANCE)
    middle = median(values.values())
    far = {
        body
        for body, each in logarithms.items()
        if each - centre > _DISTANCES * spread and values[body] >= _TIMES * max(middle, _LEAST_MEDIAN)
    }
    return [
        (body, [Outlier(cell, value, middle, len(values) - 1)] if body in far else []) for body, value in values.items()
    ]
