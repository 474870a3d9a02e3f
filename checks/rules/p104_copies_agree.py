"""P104: copies of one report agree."""

from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Copies, Evidence, Level, Outcome, Publication
from checks.subject import Subject

_ONE, _OTHER = "http://www.yunxiu.example/nb/1.html", "http://www.yunxiu.example/xxgk/1.html"
_MOST = 5


@rule(
    "P104",
    name=Words("各处发布的同一报告一致", "Copies of one report agree"),
    statement="同一年度报告同时发布在几处的，各处的数字和文字一致。",
    level=Level.WARNING,
    law=("regulation.24", "regulation.50"),
    applies=Applies(needs="copies"),
    inapplicable=(Words("只见到一处", "it was seen in one place only"),),
    messages={
        "pass": Words("{copies} 处内容一致", "{copies} copies agree"),
        "fail": Words("{url} 与 {other} 两处不一致：{differences}", "{url} and {other} differ: {differences}"),
        "single": Words("只见到一处", "it was seen in one place only"),
    },
    false_positives=(Words("一处是更正后的，另一处没有更新", "one was corrected and the other was not yet"),),
    related=("P101",),
    examples=Examples(
        passed=(Example(title="twice the same", publication=Publication((_ONE, _OTHER))),),
        failed=(
            Example(
                title="another number in the other place",
                publication=Publication(
                    (_ONE, _OTHER), copies=(Copies(_ONE, _OTHER, ("行政许可·本年处理决定数量 12 / 21",)),)
                ),
                level=Level.WARNING,
            ),
        ),
        inapplicable=(Example(title="one place", publication=Publication((_ONE,))),),
    ),
)
def copies_agree(subject: Subject) -> Iterator[Verdict]:
    """Copies of one report that stand in several places at the same time agree in numbers and text.

    The public must not read different figures for one year. A page and a file are compared by their tables: what
    surrounds a text differs between them.

    Not applicable when it was seen in one place only.
    """
    publication = subject.copies
    for pair in publication.copies:
        yield Verdict(
            Outcome.FAIL,
            "fail",
            {"url": pair.url, "other": pair.other_url, "differences": list(pair.differences[:_MOST])},
            key=" ".join(sorted((pair.url, pair.other_url))),
            evidence=(
                *map(_where, (pair.url, pair.other_url)),
                *(Evidence("差异", difference) for difference in pair.differences[:_MOST]),
            ),
        )
    if len(publication.addresses) < 2:
        yield Verdict(Outcome.NOT_APPLICABLE, "single")
    elif not publication.copies:
        yield Verdict(Outcome.PASS, "pass", {"copies": len(publication.addresses)})


def _where(place: str) -> Evidence:
    return Evidence("地址", place, url=place if "://" in place else None)
