"""O106: no figure is far above those of peers."""

from collections.abc import Iterator
from decimal import Decimal

from checks.catalogue import Example, Examples, Verdict, Words
from checks.labels import label
from checks.model import Level, Outcome
from checks.portfolio.records import Companions, Outlier
from checks.rules._portfolio import portfolio_rule
from checks.subject import Subject

_CELL = "t2.penalties.decisions"


@portfolio_rule(
    "O106",
    name=Words("数字没有远高于同类机关", "No figure is far above those of peers"),
    statement="许可、处罚、强制、收费、申请的数量没有超过同类机关中位数五十倍的。",
    level=Level.HINT,
    law=("form.2021",),
    inapplicable=(Words("可比的同类机关不足二十个", "fewer than twenty peers have such figures"),),
    tolerance=Words(
        "超过中位数五十倍，且在对数尺度上超过中位数绝对偏差的六倍；250件（万元）以下不提示",
        "fifty times the median and six median distances away on a logarithmic scale; below 250 is never told",
    ),
    messages={
        "pass": Words("与同类机关相近", "like those of peers"),
        "fail": Words(
            "{cell} {value}，而 {peers} 个同类机关的中位数是 {median}，请核对单位和口径",
            "{cell}: {value}, while the median of {peers} peers is {median}; please check unit and scope",
        ),
        "few": Words("可比的同类机关不足二十个", "fewer than twenty peers have such figures"),
    },
    false_positives=(Words("承担集中许可、综合执法的机关", "bodies that license or punish for many others"),),
    related=("C105", "L108"),
    examples=Examples(
        passed=(Example(title="like its peers", companions=Companions(peers=True)),),
        failed=(
            Example(
                title="seventy times the median",
                companions=Companions(peers=True, outliers=(Outlier(_CELL, Decimal(2450), Decimal(35), 46),)),
                level=Level.HINT,
                suspects=(_CELL,),
            ),
        ),
        inapplicable=(Example(title="few peers", companions=Companions(compared=True)),),
        undecided=(Example(title="a report by itself"),),
    ),
)
def figures_of_peers(subject: Subject) -> Iterator[Verdict]:
    """No number of decisions, fees or applications is more than fifty times the median of bodies of the same kind.

    Peers are townships and subdistricts of one city, the same department of other places, governments of one level.

    Not applicable when fewer than twenty peers have such figures.
    """
    companions = subject.companions
    for outlier in companions.outliers:
        values = {"cell": label(outlier.cell), "value": outlier.value, "median": outlier.median, "peers": outlier.peers}
        yield Verdict(Outcome.FAIL, "fail", values, key=outlier.cell, cells=(outlier.cell,), found=outlier.value)
    if not companions.peers:
        yield Verdict(Outcome.NOT_APPLICABLE, "few")
    elif not companions.outliers:
        yield Verdict(Outcome.PASS, "pass")
