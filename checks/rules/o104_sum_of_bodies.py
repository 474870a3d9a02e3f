"""O104: a government's figures are the sums over its bodies, where the report comprises them."""

from collections.abc import Iterator
from decimal import Decimal

from checks.catalogue import Example, Examples, Verdict, Words
from checks.labels import label
from checks.model import Level, Outcome
from checks.portfolio.records import Companions, Difference, Total
from checks.rules._portfolio import portfolio_rule
from checks.subject import Subject

_MOST = 6
_LONGEST_LIST = 5
_SCOPES = {
    "all": Words("下属全部机关之和", "the sum over all bodies below it"),
    "departments": Words("各部门之和", "the sum over its departments"),
    "office": Words("政府办公室一家的数字", "the figures of its office alone"),
}
_COUNTY = "云岫县人民政府"
_RECEIVED = Difference("t3.received.total", Decimal(40), Decimal(42))


@portfolio_rule(
    "O104",
    name=Words("政府的数字等于所属机关之和", "A government's figures are the sums over its bodies"),
    statement="县级以上政府的报告汇总所属机关的，各项数字等于所属机关报告之和。",
    level=Level.HINT,
    law=("regulation.50",),
    inapplicable=(
        Words("不是政府，或名录中没有它的下属机关", "no government, or the registry lists no body below it"),
    ),
    tolerance=Words(
        "所属机关的报告须全部在手、全部读清；八成以上且不少于五个非零数字符合某一口径，才按该口径比较；"
        "金额允许每个机关 0.01 万元的四舍五入",
        "every report below must be at hand and fully read; a scope counts only where 80 percent and at least five of "
        "the figures that are not 0 confirm it; amounts may differ by 100 yuan a body from rounding",
    ),
    messages={
        "pass": Words("{agreeing} 个数字等于{scope}", "{agreeing} figures are {scope}"),
        "fail": Words(
            "{agreeing} 个数字等于{scope}，而 {cells} 不等",
            "{agreeing} figures are {scope}, but not {cells}",
        ),
        "lacking": Words(
            "{count} 个机关的报告不在手头或没有读清：{bodies}",
            "the reports of {count} bodies are not at hand or not fully read: {bodies}",
        ),
        "scope": Words(
            "数字与下属全部机关之和、各部门之和、办公室一家都不相符，口径不明，不作比较",
            "the figures are neither the sum over all bodies, nor over the departments, nor those of the office: "
            "what the report comprises is not known",
        ),
        "none": Words("不是政府，或没有下属机关", "no government, or no body below it"),
    },
    false_positives=(
        Words("名录漏列了机关，或机关只向上级报送", "a body is not in the registry, or reports to its superior only"),
        Words("行政规范性文件由政府自己制发的部分", "normative documents that the government issues itself"),
    ),
    related=("O105",),
    examples=Examples(
        passed=(
            Example(title="sums of all", body=_COUNTY, companions=Companions(total=Total(30, (), "all", 25))),
            Example(title="its office alone", body=_COUNTY, companions=Companions(total=Total(30, (), "office", 12))),
        ),
        failed=(
            Example(
                title="two applications fewer than its bodies have",
                body=_COUNTY,
                companions=Companions(total=Total(30, (), "all", 25, (_RECEIVED,))),
                level=Level.HINT,
                suspects=("t3.received.total",),
            ),
        ),
        inapplicable=(Example(title="a department", companions=Companions(compared=True)),),
        undecided=(
            Example(
                title="one report is lacking",
                body=_COUNTY,
                companions=Companions(total=Total(30, ("云岫县审计局",))),
            ),
            Example(title="no sum fits", body=_COUNTY, companions=Companions(total=Total(30))),
            Example(title="a report by itself", body=_COUNTY),
        ),
    ),
)
def sum_of_bodies(subject: Subject) -> Iterator[Verdict]:
    """A government's report that comprises its bodies gives the sums over their reports.

    Practice asks for the government's own work and that of all its bodies; the law does not say how, so three scopes
    are tried, and a figure is told only where most of the others confirm one.

    Not applicable when it is no government, or the registry lists no body below it.
    """
    total = subject.companions.total
    if total is None or not total.bodies:
        yield Verdict(Outcome.NOT_APPLICABLE, "none")
    elif total.lacking:
        named = {"count": len(total.lacking), "bodies": list(total.lacking[:_LONGEST_LIST])}
        yield Verdict(Outcome.NOT_EVALUATED, "lacking", named)
    elif total.scope is None:
        yield Verdict(Outcome.NOT_EVALUATED, "scope")
    else:
        yield _compared(total, _SCOPES[total.scope])


def _compared(total: Total, scope: Words) -> Verdict:
    values: dict[str, object] = {"agreeing": total.agreeing, "scope": scope}
    if not total.differences:
        return Verdict(Outcome.PASS, "pass", values)
    shown = [f"{label(each.cell)} {each.found} ≠ {each.expected}" for each in total.differences[:_MOST]]
    first = total.differences[0]
    return Verdict(
        Outcome.FAIL,
        "fail",
        {**values, "cells": shown},
        cells=tuple(each.cell for each in total.differences),
        expected=first.expected,
        found=first.found,
    )
