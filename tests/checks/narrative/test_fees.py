"""Fees that a text tells of: those for processing applications, and the administrative fees of table two."""

import pytest

from checks.examples import Example, report_of
from checks.narrative.claims import Context
from checks.narrative.fees import administrative_fees, processing_fees
from checks.narrative.sentences import Sentence, sentences

YEAR = 2024


def parts(text: str) -> list[Sentence]:
    report = report_of(Example(title="test", year=YEAR, preamble="", texts={"1": "略。", "6": text}))
    return [each for each in sentences(report) if each.text in text]


@pytest.mark.parametrize(
    ("text", "amounts", "none"),
    [
        ("收取信息处理费400元。", ["0.0400"], 0),
        ("2024年信息处理费400元。", ["0.0400"], 0),  # nothing is said to have been collected, but the sum
        ("信息处理费共计1.5万元。", ["1.5"], 0),
        ("收取信息处理费400余元。", [], 0),
        ("信息处理费约400多元。", [], 0),
        ("未收取信息处理费。", [], 1),
        ("信息处理费：无。", [], 1),
        *(
            (f"{words}。", [], 0)
            for words in (
                "信息处理费标准10元",
                "信息处理费每件10元",
                "信息处理费10元/件",
                "按照规定，信息处理费10元",
                "减免信息处理费10元",
                "免除信息处理费10元",
                "信息处理费预算400元",
            )
        ),
        ("2023年收取信息处理费400元。", [], 0),
        ("未收取停车费。", [], 0),
    ],
)
def test_processing_fees(text: str, amounts: list[str], none: int) -> None:
    collected, denied = processing_fees(parts(text), YEAR)
    assert ([str(each.value) for each in collected], len(denied)) == (amounts, none)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("行政事业性收费总额12万元。", [12]),
        ("我局行政事业性收费共计12万元。", [12]),
        ("县级行政事业性收费共计12万元。", []),  # of all offices of the county
        ("全县行政事业性收费共计12万元。", []),
        ("其中行政事业性收费12万元。", []),
        ("减免行政事业性收费12万元。", []),
        ("行政事业性收费12余万元。", []),
        ("2023年行政事业性收费12万元。", []),
    ],
)
def test_administrative_fees(text: str, amounts: list[int]) -> None:
    found = administrative_fees(parts(text), Context(YEAR, "云岫县财政局"))
    assert [int(each.value) for each in found] == amounts
