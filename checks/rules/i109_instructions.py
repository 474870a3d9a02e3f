"""I109: no instruction of a template was copied in."""

from collections.abc import Iterator

from checks.catalogue import Change, Example, Examples, Verdict, Words, rule
from checks.model import Level, Outcome
from checks.subject import Subject
from checks.wording.lists import alternatives
from checks.wording.places import Hit, around, hits, shown

_SIGNS = (
    "此处",
    "批注",
    "填",
    "该部分",
    "此部分",
    "本部分",
    "描述",
    "字以内",
    "字左右",
    "示例",
    "样例",
    "模板",
    "模版",
    "在此",
    "请据实",
    "请如实",
    "要素齐全",
    "可另",
)


@rule(
    "I109",
    name=Words("没有照抄模板的填写说明", "No instruction of the template was copied in"),
    statement="正文没有“该部分以表格形式报告”“此处填写”“（文字描述）”等填写说明。",
    level=Level.WARNING,
    law=("form.2019", "form.2021"),
    inapplicable=(Words("没有报告", "there is no report"),),
    messages={
        "pass": Words("没有发现填写说明", "no instruction was found"),
        "fail": Words("“{found}”是填写说明，请删去：“{quote}”", "“{found}” is an instruction; delete it: “{quote}”"),
    },
    false_positives=(
        Words(
            "“详见下表”是正文；说明办事须填写表格的句子不算",
            "“see the table below” is text; sentences on filling in application forms do not count",
        ),
    ),
    related=("I108",),
    version=2,
    changes=(Change(version=2, what="comments of readers and requirements of a template"),),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(
                title="text that sounds alike",
                texts={"1": "具体情况见下表。申请人可在网站填写申请表，此处不再赘述，示例文书已公布，模板统一。"},
            ),
        ),
        failed=(
            Example(title="the table as an instruction", texts={"2": "该部分以表格形式报告。"}, level=Level.WARNING),
            Example(title="fill in here", texts={"6": "（此处填写信息处理费收取情况）"}),
            Example(title="the blank form", texts={"1": "（文字描述）"}),
            Example(title="a limit of length", texts={"1": "总体情况（1000字以内）：公开信息30条。"}),
            Example(title="a comment of a reader", texts={"1": "审核稿件210篇。[批注1：此处数字再核实]"}),
        ),
        inapplicable=(Example(title="nothing was found", published=False),),
    ),
)
def instructions(subject: Subject) -> Iterator[Verdict]:
    """No instruction of a template stands in the text.

    The instructions are those of the printed forms and of models passed around.

    Not applicable when there is no report.
    """
    found: dict[str, list[Hit]] = {}
    for sentence, match in hits(subject, alternatives("residue", "instructions"), *_SIGNS):
        found.setdefault(match.group(), []).append((sentence, match))
    for text, told in found.items():
        values = {"found": text, "quote": around(told[0][1])}
        yield Verdict(Outcome.FAIL, "fail", values, key=text, evidence=shown(sentence for sentence, _ in told))
    if not found:
        yield Verdict(Outcome.PASS, "pass")
