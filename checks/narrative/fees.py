"""What the text says about money: processing fees, and the administrative fees of table two."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks.narrative.claims import Context
from checks.narrative.counts import of_a_share, of_the_year, of_whole_body
from checks.narrative.sentences import Sentence

_AMOUNT = r"(?P<n>\d+(?:\.\d+)?)(?P<about>余|多)?(?P<unit>亿|万)?元"
_OTHER_AMOUNT = _AMOUNT.replace("<n>", "<n2>").replace("<about>", "<about2>").replace("<unit>", "<unit2>")
_BETWEEN = r"[^，,。；;\d]{0,12}?"
_PROCESSING = re.compile(
    rf"(?:收取|收缴|征收)[^，,。；;\d]{{0,20}}?信息处理费{_BETWEEN}{_AMOUNT}|信息处理费{_BETWEEN}{_OTHER_AMOUNT}"
)
_NO_PROCESSING = re.compile(
    r"(?:未|没有|无|不存在|未曾)(?:实际)?(?:收取|发生|产生|收缴)?(?:过|任何)?(?:政府)?(?:信息公开)?(?:的)?信息处理费|信息处理费(?:收取)?(?:情况)?(?:为)?[:：]?(?:无|零|0元)"
)
_STANDARD = re.compile(r"标准|每件|/件|元/|按照|规定的|依据.{0,20}收取\d|减免|免除|预算")
_ADMINISTRATIVE = re.compile(
    rf"行政事业性收费(?:总额|总金额|金额|收入|项目)?(?:共|共计|合计|为|达|总计|收取|收入|：|:)*{_AMOUNT}"
)
_LEVEL = re.compile(r"[全我省市区县镇乡](?:级|本级|[省市区县镇乡])(?:共|的)*$")
_FACTOR = {"亿": Decimal(10000), "万": Decimal(1), None: Decimal("0.0001")}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in 万元 with the last place it was stated to, and its sentence."""

    value: Decimal
    step: Decimal
    sentence: Sentence


def processing_fees(sentences: Sequence[Sentence], year: int | None) -> tuple[list[Amount], list[Sentence]]:
    """Return the sums of processing fees that the text says were collected, and the sentences that say none were."""
    amounts: list[Amount] = []
    none: list[Sentence] = []
    for sentence in sentences:
        if "处理费" not in sentence.plain or not of_the_year(sentence.plain, year) or _STANDARD.search(sentence.plain):
            continue
        match = _PROCESSING.search(sentence.plain)
        if match:
            number, unit = match["n"] or match["n2"], match["unit"] or match["unit2"]
            if not (match["about"] or match["about2"]):
                amounts.append(_amount(number, unit, sentence))
        elif _NO_PROCESSING.search(sentence.plain):
            none.append(sentence)
    return amounts, none


def administrative_fees(sentences: Sequence[Sentence], context: Context) -> Iterator[Amount]:
    """Yield what the text says about the administrative fees that the body took in the year.

    A sentence that names another body's amount, or several amounts, is passed over.
    """
    for sentence in sentences:
        for match in _ADMINISTRATIVE.finditer(sentence.plain):
            earlier = sentence.plain[: match.start()]
            if not match["about"] and not _qualified(earlier, context):
                yield _amount(match["n"], match["unit"], sentence)


def _qualified(earlier: str, context: Context) -> bool:
    """Tell whether an amount is of another year, another body, or only a part: 县级……, 减免……."""
    clause = re.split(r"[，,、。；;：:]", earlier)[-1]
    return (
        not of_the_year(earlier, context.year)
        or not of_whole_body(earlier, context.body)
        or of_a_share(clause)
        or bool(_LEVEL.search(clause))
        or "其中" in earlier
    )


def _amount(number: str, unit: str | None, sentence: Sentence) -> Amount:
    value, factor = Decimal(number), _FACTOR[unit]
    return Amount(value * factor, Decimal(1).scaleb(int(value.as_tuple().exponent)) * factor, sentence)
