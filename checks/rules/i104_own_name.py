"""I104: no other body of the same kind is the subject of a sentence, or the owner of the report by its lead."""

import re
from collections.abc import Iterator

from checks.catalogue import Applies, Example, Examples, Verdict, Words, rule
from checks.model import Evidence, Level, Outcome
from checks.narrative.sentences import Sentence
from checks.subject import Subject
from checks.wording.places import hits, shown
from config.kinds import Kind

_COUNTY = re.compile(r"(?:^|[省市州盟])(?P<place>[^省市州盟]{1,5}?[县区旗])(?P<office>.*)$")
_TOWN = re.compile(r"(?:^|[省市州盟县区旗])(?P<place>[^省市州盟县区旗]{1,5}?(?:镇|乡|街道))")
_VERB = (
    r"(?=认真|严格|切实|高度重视|积极|始终|紧紧围绕|坚持|深入|全面|主动公开|共[收受公发新办]|全年|不断|持续|及时|围绕"
    r"|按照|根据|新收|收到|受理|编制本|公布本|政府信息公开工作[还仍尚也]*(?:存在|有))"
)
_QUICK = re.compile(rf"[县区旗镇乡道府处局会室]{_VERB}")
_START = r"(?:^|[，,：:\s])(?:20\d\d年度?[，,]?)?"
_OTHER_COUNTY = re.compile(
    rf"{_START}(?P<place>(?![各全我本该两每其])[\u4e00-\u9fff]{{2,4}}?[县区旗])(?P<office>人民政府(?:办公室)?|[\u4e00-\u9fff]{{2,8}}?(?:局|委员会|办公室))?{_VERB}"
)
_OTHER_TOWN = re.compile(
    rf"{_START}(?P<place>(?![各全我本该两每其])[\u4e00-\u9fff]{{2,4}}?(?:镇|乡|街道))(?P<office>人民政府|办事处)?{_VERB}"
)
_NO_NAMES = re.compile(
    r"[全各我本该和与及等对为在由将]|(?:社|辖|市|郊|城|山|片|校|园|景|小|街|矿|林|库|老|特|地|新|开发|实验|示范|功能|管理|高新|经开|保税|自贸|自治|试验|城|街)(?:区|镇)$|城乡$|乡镇$"
)
_LEAD = re.compile(
    r"(?:公布|发布|编制|形成)(?:了|的|本)?(?P<body>(?![各全我本该两每其])(?:(?![和及与])[\u4e00-\u9fff]){2,16}?(?:[县区旗镇乡]|街道|人民政府|办事处|局|委员会|办公室))"
    r"(?:20\d\d年度?|的|关于)*(?:政府)?信息公开(?:工作)?(?:20\d\d年度?)?(?:年度)?报告"
)
_LEAD_SENTENCES = 4
_FORMER = re.compile(r"原|更名|前身|撤[并销]|合并|划转|移交|交流|考察|借鉴|学习|联合|共同|对口|帮扶")


@rule(
    "I104",
    name=Words("正文的主语是本机关", "The text speaks of the body itself"),
    statement="没有把同级的其他机关、其他乡镇（街道）当作本机关来叙述；导语说的是本机关的报告。",
    level=Level.ERROR,
    law=("regulation.50", "form.2021"),
    applies=Applies(kinds=(Kind.GOVERNMENT, Kind.DEPARTMENT, Kind.TOWNSHIP, Kind.SUBDISTRICT)),
    inapplicable=(
        Words(
            "机关名称里没有县、区、乡镇、街道的名称，无从比较", "the body's name has no county, district or town in it"
        ),
    ),
    messages={
        "pass": Words("没有发现以其他机关为主语的句子", "no sentence has another body as its subject"),
        "fail": Words("句子说的是{other}，不是{own}：“{quote}”", "the sentence is about {other}, not {own}: “{quote}”"),
        "lead": Words(
            "导语说这是{other}的报告，而不是{own}的：“{quote}”",
            "the lead calls this the report of {other}, not of {own}: “{quote}”",
        ),
        "unnamed": Words("机关名称里没有地名，无从比较", "the name of the body has no place in it"),
    },
    meanings={
        Outcome.FAIL: Words("以同类的其他机关全称为主语", "another body of the same kind, by its whole name"),
        Outcome.NEEDS_REVIEW: Words(
            "以其他地名为主语，可能另有原因", "another place is the subject; there may be a reason"
        ),
    },
    false_positives=(
        Words(
            "上级政府和部门、联合或交流的机关、更名前的名称、书名号里的文件不算",
            "superiors, joint and visiting bodies, former names and titles of papers do not count",
        ),
    ),
    related=("I105", "I106"),
    examples=Examples(
        passed=(
            Example(title="clean report"),
            Example(title="its own name", texts={"1": "云岫县财政局认真落实条例。云岫县高度重视公开工作。"}),
            Example(
                title="superiors, papers, joint work, a former name",
                texts={
                    "1": "宁江市财政局认真组织培训。转发《青禾县财政局认真落实公开工作的通知》。"
                    "青禾县财政局积极来我局交流。原云岭县财政局认真完成移交。高新区积极参与。"
                },
            ),
            Example(
                title="a county speaks of its towns",
                body="云岫县人民政府",
                texts={"1": "石汀镇积极开展培训，柳溪镇主动公开村务。"},
            ),
            Example(
                title="its own name, shortened, and last year's report in the lead",
                body="云岫县教育体育局",
                preamble="《云岫县教育局2022年政府信息公开工作年度报告》已公布。现公布县教体局2023年政府信息公开工作年度报告。",
            ),
            Example(
                title="a former name in the lead",
                preamble="由原云岫县国有资产局编制的2023年政府信息公开工作年度报告，现予公布。",
            ),
            Example(title="all counties", texts={"1": "各县区认真落实，全县积极行动，社区积极参与。"}),
        ),
        failed=(
            Example(
                title="another office in the lead",
                preamble="现公布云岫县水利局2023年政府信息公开工作年度报告。统计期限为2023年1月1日至12月31日。",
                outcome=Outcome.NEEDS_REVIEW,
                level=Level.WARNING,
            ),
            Example(
                title="the same office of another county",
                texts={"1": "2023年，青禾县财政局认真落实条例，公开信息30条。"},
                level=Level.ERROR,
            ),
            Example(
                title="another town",
                body="石汀镇人民政府",
                texts={"1": "柳溪镇人民政府高度重视公开工作。"},
                level=Level.ERROR,
            ),
            Example(
                title="the same office of another county makes the report",
                preamble="根据条例要求，青禾县财政局编制本报告。",
                level=Level.ERROR,
            ),
            Example(
                title="the problems of the same office of another county",
                texts={"5": "青禾县财政局政府信息公开工作还存在解读形式单一的问题。改进措施：增加图表解读。"},
                level=Level.ERROR,
            ),
            Example(
                title="another place alone",
                texts={"1": "青禾县高度重视政务公开。"},
                outcome=Outcome.NEEDS_REVIEW,
                level=Level.WARNING,
            ),
        ),
        inapplicable=(
            Example(title="no place in the name", body="云岫高新区管理委员会"),
            Example(title="a city", body="云岫市财政局"),
        ),
    ),
)
def own_name(subject: Subject) -> Iterator[Verdict]:
    """No sentence is about another county, town or office of the same kind, and the lead names the body that reports.

    A sentence copied from another body's report says nothing about this one.

    Not applicable when the body's name has no county, district, town or subdistrict in it.
    """
    own = subject.report.body or subject.case.body or ""
    small = subject.case.kind in {Kind.TOWNSHIP, Kind.SUBDISTRICT}
    place = (_TOWN if small else _COUNTY).search(own)
    told = _leads(subject, own)
    if place is not None:
        office = "" if small else place["office"]
        found = _foreign(subject, own, _OTHER_TOWN if small else _OTHER_COUNTY)
        told += [_told(sentence, match, own, office) for sentence, match in found.values()]
    yield from told
    if not told:
        yield Verdict(Outcome.PASS, "pass") if place else Verdict(Outcome.NOT_APPLICABLE, "unnamed")


def _foreign(subject: Subject, own: str, pattern: re.Pattern[str]) -> dict[str, tuple[Sentence, re.Match[str]]]:
    if not _QUICK.search(subject.report.text):
        return {}
    known = f"{own}{subject.case.body or ''}{subject.report.title or ''}"
    found: dict[str, tuple[Sentence, re.Match[str]]] = {}
    for sentence, _ in hits(subject, pattern):
        match = pattern.search(sentence.plain)
        if match is None or _FORMER.search(sentence.plain):
            continue
        if match["place"] not in known and not _NO_NAMES.search(match["place"]):
            found.setdefault(match["place"], (sentence, match))
    return found


def _leads(subject: Subject, own: str) -> list[Verdict]:
    """Answer for the lead, which names the body whose report this is."""
    known = f"{own}{subject.case.body or ''}{subject.report.title or ''}"
    for sentence in subject.sentences[:_LEAD_SENTENCES]:
        match = _LEAD.search(sentence.plain)
        if match and not _FORMER.search(sentence.text) and not _is_short_for(match["body"], known):
            values = {"other": match["body"], "own": own, "quote": sentence.quote()}
            evidence = (*shown((sentence,)), Evidence("标题", subject.report.title or own))
            return [Verdict(Outcome.NEEDS_REVIEW, "lead", values, "lead", level=Level.WARNING, evidence=evidence)]
    return []


def _is_short_for(name: str, known: str) -> bool:
    """Tell whether the signs of a name stand in this order in the known names: 县教体局 for 霁川县教育体育局."""
    rest = iter(known)
    return all(sign in rest for sign in name)


def _told(sentence: Sentence, match: re.Match[str], own: str, office: str) -> Verdict:
    named = match["office"] or ""
    exact = bool(named) and (named == office or named in {"人民政府", "办事处"})
    return Verdict(
        Outcome.FAIL if exact else Outcome.NEEDS_REVIEW,
        "fail",
        {"other": match["place"] + named, "own": own, "quote": sentence.quote()},
        key=match["place"],
        level=None if exact else Level.WARNING,
        evidence=shown((sentence,)),
    )
