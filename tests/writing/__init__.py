"""The project's own writers of annual reports, in every layout in which real ones come.

They know the forms independently: nothing here imports checks, crawler, config or reports, so what is written here
is an oracle for what the project reads.

    rng = dice("any seed")
    gold = random_gold(rng, "2021")
    data, filename, expected = LAYOUTS["html_word"].render(gold, rng)
"""

from .expected import Answer, Expected, ExpectedReport
from .gold import FAULTS, Gold, dice, faulty, imbalances, random_gold
from .layouts import LAYOUTS, Layout, Rendered

__all__ = [
    "FAULTS",
    "LAYOUTS",
    "Answer",
    "Expected",
    "ExpectedReport",
    "Gold",
    "Layout",
    "Rendered",
    "dice",
    "faulty",
    "imbalances",
    "random_gold",
]
