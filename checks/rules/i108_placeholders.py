"""I108: no placeholder of a template was left unfilled."""

from collections.abc import Iterator
from re import compile as pattern_of

from checks.catalogue import Change, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.subject import Subject
from checks.wording.lists import alternatives
from checks.wording.places import Hit, around, hits, shown

_SIGNS = (
    *("0X", "0x", "0×", "0Ｘ", "0*", "XX", "xx", "××", "ＸＸ", "**", "__", "＿＿", "○○"),
    *("具体网址", "具体链接", "具体地址"),
    *("网址）", "网址)", "名称）", "名称)", "链接）", "链接)", "地址）", "地址)", "（填写", "(填写", "（请填", "(请填"),
    *("〔〕", "〔 ", "[]", "[ "),
)
"""Without one of these there is no placeholder; looked for before the patterns."""
_PERSON = pattern_of(
    r"申请人|当事人|投诉人|原告|被告|第三人|案|村民|居民|先生|女士|某某?[诉、，]|[张王李赵刘陈][Xx×*某]"
)


@rule(
    "I108",
    name=Words("没有未替换的占位符", "No placeholder is left"),
    statement="正文没有20XX、XX件、××局、（具体网址）、空的〔〕号等未替换的占位符。",
    level=Level.ERROR,
    law=("regulation.50", "form.2019", "form.2021"),
    inapplicable=(Words("没有报告", "there is no report"),),
    messages={
        "pass": Words("没有发现占位符", "no placeholder was found"),
        "fail": Words("“{found}”没有替换：“{quote}”", "“{found}” was not filled in: “{quote}”"),
        "review": Words(
            "“{found}”可能是隐去的人名、案情，也可能没有替换：“{quote}”",
            "“{found}” may stand for a person or case, or was not filled in: “{quote}”",
        ),
    },
    false_positives=(
        Words(
            "用XX、×、*隐去的人名、案件、电话不算；“XX+”之类的活动名称不算",
            "XX, × and * for persons, cases and telephone numbers, and names of campaigns, do not count",
        ),
    ),
    related=("I109",),
    version=2,
    changes=(Change(version=2, what="an address left out after its label"),),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(title="persons made anonymous", texts={"1": "张XX、李××申请公开征地信息，申请人电话138****0000。"}),
            Example(title="the name of a campaign", texts={"1": "开展“我为企业办XX”“政务+X”活动，安装XXL型设备。"}),
            Example(title="a remark in brackets", texts={"1": "门户网站（网址：www.example.gov.cn）公布信息。"}),
        ),
        failed=(
            Example(title="the year", texts={"1": "20XX年公开信息30条。"}, level=Level.ERROR),
            Example(title="a number", texts={"1": "全年公开信息XX条。"}, level=Level.ERROR),
            Example(title="a name", preamble="××局编制本报告。统计期限为2023年1月1日至12月31日。"),
            Example(title="an address", preamble="可在云岫县网站（具体网址）查阅。"),
            Example(title="a number of a paper", preamble="按照云政办发〔〕 号通知编制。"),
            Example(title="asterisks", texts={"1": "全年公开信息***条。"}),
            Example(
                title="a case may be made anonymous",
                texts={"1": "XX村村民要求XX局公开补偿方案。"},
                outcome=Outcome.NEEDS_REVIEW,
                level=Level.WARNING,
            ),
            Example(title="an address after its label", preamble="可在云岫县网站（网址：具体网址）查阅。"),
        ),
        inapplicable=(Example(title="nothing was found", published=False),),
    ),
)
def placeholders(subject: Subject) -> Iterator[Verdict]:
    """No placeholder of a template was left where a number, a date, a name or an address belongs.

    Persons and cases are often made anonymous with the same signs; those are left to a person.

    Not applicable when there is no report.
    """
    found: dict[str, list[Hit]] = {}
    for sentence, match in hits(subject, alternatives("residue", "placeholders"), *_SIGNS):
        found.setdefault(match.group(), []).append((sentence, match))
    for text, told in found.items():
        doubtful = all(_PERSON.search(sentence.text) for sentence, _ in told)
        yield Verdict(
            Outcome.NEEDS_REVIEW if doubtful else Outcome.FAIL,
            "review" if doubtful else "fail",
            {"found": text, "quote": around(told[0][1])},
            key=text,
            level=Level.WARNING if doubtful else None,
            evidence=shown(sentence for sentence, _ in told),
        )
    if not found:
        yield Verdict(Outcome.PASS, "pass")
