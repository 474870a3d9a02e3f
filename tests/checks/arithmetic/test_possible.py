"""What a figure must be by itself."""

from decimal import Decimal

import pytest

from checks.arithmetic.possible import possible, stock


@pytest.mark.parametrize(
    ("cell", "value", "form", "answer"),
    [
        ("t3.received.total", "0", "2021", True),
        ("t3.received.total", "-1", "2021", False),
        ("t3.received.total", "0.5", "2021", False),
        ("t2.fees.amount", "0.5", "2021", True),
        ("t2.fees.amount", "-0.5", "2021", False),
        ("t2.licensing.change", "-3", "2019", True),  # the column of change is signed
        ("t2.licensing.change", "-0.5", "2019", False),
        ("t2.licensing.items_last_year", "-3", "2019", False),
        ("t2.procurement.amount", "16.87", "2019", True),
        ("t2.procurement.projects", "1.5", "2019", False),
    ],
)
def test_possible(cell, value, form, answer):
    assert possible(cell, Decimal(value), form) is answer


@pytest.mark.parametrize(
    ("form", "terms"),
    [
        ("2021", {"in_force": 1, "issued": -1, "repealed": 1}),
        ("2019", {"total_published": 1, "published": -1}),
        ("", {}),
    ],
)
def test_the_sum_that_cannot_be_negative(form, terms):
    row = "t2.normative_documents"
    assert stock("normative_documents", form) == {f"{row}.{column}": sign for column, sign in terms.items()}
