"""What the text says about the number of applications: received, none received, handled.

Only statements about the whole year and the whole body are returned; parts of them, other years, other matters, plans
and rounded figures are left aside, because a wrong comparison would accuse wrongly.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from typing import Literal

from checks.narrative.claims import Context, other_kind_of_application
from checks.narrative.counts import (
    EXCEPTED,
    PART_OF_YEAR,
    of_a_share,
    of_the_new_ones,
    of_the_year,
    of_whole_body,
    of_wider_area,
)
from checks.narrative.sentences import Sentence

UNIT = r"(?:件|份|宗|条|例|起|个|项)"
_ABOUT_REQUESTS = re.compile(
    r"信息公开(?:的)?(?:书面|网络|网上|各类)?申请|公开(?:政府|政务)?信息(?:的)?申请|申请(?:公开|信息公开|政府信息)|依申请"
    r"|(?:政府|政务)信息(?:的)?申请|公开申请"
)
_OTHER_MATTERS = re.compile(
    r"复议|诉讼|应诉|信访|投诉|举报|咨询|诉求|热线|专线|提案|建议|议案|留言|来信|信件|许可|登记|证照|审批|征询|案件线索|求助|工单"
    r"|转办|转来|移送|移交|督办|告知书|规范性文件|政策解读"
)
_EVERYBODY = re.compile(
    r"公民、?法人(?:和|或|或者|及|以及|、)?其[他它]组织(?:提出)?的?|书面(?:和|或|或者|及)?其[他它]形式|任何形式|各种形式|各类"
)
_PART = re.compile(
    r"其中|自然人|公民|法人|企业|科研|组织|机构|律师|个人|网络|网上|网站|线上|线下|信函|邮寄|邮件|邮箱|电子|当面|现场|窗口|传真|平台|书面"
    r"|减免|处理费|收费|缴|费用|不予|部分|重复|补正|延期|超期|逾期|第三方|另有|另外|同意|结转|上年|跨年|转下|撤回|撤销|不服|涉及|需要|符合"
)
_PLANNED = re.compile(r"将|拟|计划|预计|争取|力争|要求|应当")
_SOME_BODIES = re.compile(r"各(?!级行政|类|种)|下属|所属|直属|本级|其[他它]单位|有关部门|相关部门|基层")
_COMPARED = re.compile(r"比|较|同期|相较")
_CHANNEL = re.compile(r"(?<!各种)(?<!多种)(?:通过|网站|网络|平台|邮箱|信函|窗口|当面|邮寄)")
_WHOLE = re.compile(r"全[国省市区县州镇乡旗盟]|我[省市区县州局委办镇乡厅院会]")
_IN_ALL = re.compile(r"共|累计|合计|总计")
_OFFICE = re.compile(r"办公?[室厅]?(?:共|累计|总共|共计)?$")
_SEVERAL_YEARS = re.compile(r"20\d\d年?(?:至|到|[-—–~～])20\d\d年|20\d\d年(?:\d{1,2}月)?以来")
_BEFORE_VERB = re.compile(r"(?:^|[，,、。；;：:])[^，,、。；;：:]*$")

_RECEIVED = re.compile(
    r"(?P<verb>(?<!重)新收到?|新增(?=[^，,。；;、：:\d]{0,12}申请)|收到|接收|接到|受理|收悉|(?<=公开)收件)(?:了|(?:和|并|及|或|、)?(?:办理|处理|受理))?"
    rf"(?P<gap>[^，,。；;、：:\d]{{0,40}}?)(?P<n>\d+)(?P<about>余|多)?{UNIT}(?P<after>(?:政府信息|信息)?(?:公开)?的?申请)?"
)
_HANDLED = re.compile(
    r"(?P<verb>办理(?:答复)?|答复|办结|办复|回复|处理)(?:完毕|完成|完结|了|结|的)?"
    rf"(?P<gap>[^，,。；;、：:\d]{{0,30}}?)(?P<n>\d+)(?P<about>余|多)?{UNIT}"
)
_NONE = re.compile(
    r"(?P<verb>未收到|没有收到|没收到|未接到|没有接到|未接收到|未受理|未发生|没有|无|未产生)"
    r"(?!的)(?P<gap>[^，,。；;：:\d]{0,40}?)申请(?!人|表|渠道|方式|流程|材料|答复|书|条件|资格|办理|复议|行政|强制)"
)
_NONE_AT_ALL = re.compile(r"申请(?:量|数|件数|受理)?(?:继续)?(?:保持)?(?:为)?零(?:受理|收件|申请)?(?=[，,。；;]|$)")
_NOTHING_ELSE = re.compile(
    r"[，,、。；;：:]?(?:20\d\d年度?|全年|本年度?|今年|[我本][省市区县州局委办镇乡厅院会机关单位]+|共|收到|受理|的|依申请公开|(?:政府|政务)?信息公开"
    r"|公开(?:政府)?信息|政府信息)*"
)
_BARE = frozenset(("未发生", "没有", "无", "未产生"))
_BARE_GAP = re.compile(
    r"(?:任何)?(?:公众|人)?(?:依|提出)?(?:的)?(?:政府|政务)?(?:信息)?(?:公开)?(?:政府)?(?:信息)?(?:的)?"
)
_EXCEPT = re.compile(r"除|但|仅|只")
_CLAUSE_END = re.compile(r"[，,。；;：:]")
_CARRIED = re.compile(r"结转|转下|顺延|跨年")
_LATER = ("答复", "超", "不予", "公开不", "被", "未")
_REQUEST_NOUN = re.compile(
    r"申请(?:公开)?(?:政府信息)?(?:件|书|表|事项|案件|信息|事件|数量|总数|总量)?(?:公开)?(?:件|数)?(?:的)?(?:共计|合计|总计|共|为|计)?$"
)
_COUNTS = re.compile(rf"(\d+){UNIT}")
_OWN_SHARE = re.compile(
    rf"(?:其中[，,]?|[，,])(?:本年度?|今年|当年)(?:新收到?|收到)?(?P<year>\d+){UNIT}"
    rf"|其中[，,]?(?:我|本)[局委办镇乡厅院会省市区县州单机街][^，,。；;：:、\d]{{0,10}}(?P<n>\d+){UNIT}"
)

Subject = Literal["received", "none", "handled"]
_REFUSING = re.compile(
    r"(?:原|公开|不予|未|尚未|待|正在|超期|逾期|延期|无法|能够?|可以|如何|及时率|不再|补正|继续|合并|其[他它])$"
)
_BY_OTHERS = re.compile(r"委托|律师|顾问|聘请|第三方")
_WITHDRAWN = re.compile(r"撤回|撤销|撤件|终止|合并|并案")
_OF_REQUESTS = re.compile(r"^(?:政府|政务)?信息公开申请|^依申请公开")


@dataclass(frozen=True, slots=True)
class Mention:
    """One statement of the text.

    Attributes:
        about: `received`, `none` (no application was received) or `handled`.
        number: the count; 0 for none.
        new_only: the words exclude carried-in applications (新收).
        by_office: an office is named as the receiver, which for a government is only a part.
        objected: 办理 with the applications as its object, which may mean received as well.
        taken_up: 办理, which may mean all that there was to handle.
        withdrawn: the sentence tells of applications withdrawn or joined, which some count as handled and some do not.
        others: other counts of the paragraph that may be the remaining parts of a sum.
        rivals: other counts of the paragraph that may be meant instead, or add up to what is meant with this one:
            我局与下属单位共收到36件，其中我局24件.
    """

    about: Subject
    number: Decimal
    sentence: Sentence
    new_only: bool = False
    by_office: bool = False
    objected: bool = False
    taken_up: bool = False
    withdrawn: bool = False
    others: tuple[Decimal, ...] = ()
    rivals: tuple[Decimal, ...] = ()

    def part_of(self, total: Decimal) -> bool:
        """Tell whether another number of its paragraph is a total, or this one and some of the others add up to it."""
        return total in self.rivals or any(
            sum(chosen, self.number) == total
            for parts in (self.others, self.rivals)
            for size in range(1, len(parts) + 1)
            for chosen in combinations(parts, size)
        )


_MOST_OTHERS = 6
_SAYS = re.compile(r"\d|未|没|无|零")
"""A number, or a sign of none."""


def mentions(sentences: Sequence[Sentence], year: int | None, body: str | None = None) -> tuple[Mention, ...]:
    """Return every statement about the applications of the report year."""
    return tuple(
        mention
        for place, sentence in enumerate(sentences)
        if ("申请" in sentence.plain or "申请" in sentence.before)
        and _SAYS.search(sentence.plain)
        and not of_wider_area(sentence.plain, body)
        for mention in _of_sentence(sentences, place, Context(year, body))
    )


def _of_sentence(sentences: Sequence[Sentence], place: int, context: Context) -> Iterator[Mention]:
    sentence = sentences[place]
    plain = _EVERYBODY.sub("", sentence.plain)
    if ("申请" not in plain and not _ABOUT_REQUESTS.search(sentence.before)) or _SEVERAL_YEARS.search(
        sentence.remarked
    ):
        return
    found = (
        *_received(sentence, plain, context),
        *_handled(sentences, place, plain, context),
        *_none(sentence, plain, context),
    )
    if found:
        paragraph = [each.plain for each in sentences if each.paragraph == sentence.paragraph]
        yield from (replace(mention, rivals=_rivals(mention, paragraph, context.year)) for mention in found)


def _rivals(mention: Mention, paragraph: Sequence[str], year: int | None) -> tuple[Decimal, ...]:
    """Return the other numbers of the report year that the paragraph gives by the same verbs, or as the body's own."""
    verbs = _RECEIVED if mention.about == "received" else _HANDLED
    matches = (
        match
        for plain in paragraph
        for pattern in (verbs, _OWN_SHARE)
        for match in pattern.finditer(plain)
        if not _OTHER_MATTERS.search(_clause_before(plain, match.start()) + match.group())
        and not of_a_share(_clause_before(plain, match.start()))
        and not of_the_new_ones(_clause_before(plain, match.start()))
        and of_the_year(plain[: match.start()], year)
    )
    numbers = [Decimal(match["n"] or match["year"]) for match in matches]
    if mention.number in numbers:
        numbers.remove(mention.number)
    return tuple(numbers)[:_MOST_OTHERS]


def _received(sentence: Sentence, plain: str, context: Context) -> Iterator[Mention]:
    counted = [m for m in _RECEIVED.finditer(plain) if _concerns(sentence, plain, m) and not _grown(plain, m)]
    whole = [m for m in counted if _is_whole(plain, m, context)]
    for match in whole:
        number = Decimal(match["n"])
        yield Mention(
            "received",
            number,
            sentence,
            new_only=match["verb"].startswith("新"),
            by_office=bool(_OFFICE.search(_clause_before(plain, match.start()))),
            others=_counts(plain, exclude=[match]),
        )


def _concerns(sentence: Sentence, plain: str, match: re.Match[str]) -> bool:
    """Tell whether the thing counted is an application for information, said here or just before."""
    clause = _clause_before(plain, match.start()) + match.group()
    if _OTHER_MATTERS.search(clause + _rest_of_clause(plain, match)):
        return False
    gap = match["gap"]
    if gap and (not _REQUEST_NOUN.search(gap) or other_kind_of_application(gap)):
        return False
    said_here = _ABOUT_REQUESTS.search(match.group()) or _ABOUT_REQUESTS.search(clause)
    context = sentence.before + plain[: match.start()]
    newly = match["verb"].startswith("新") and "其中" not in context
    bare = newly or "申请" in match.group() or _WHOLE.search(clause) or _IN_ALL.search(clause)
    return bool(said_here or (bare and _ABOUT_REQUESTS.search(context)))


def _grown(plain: str, match: re.Match[str]) -> bool:
    """Tell whether 新增 says by how many applications there are more, and not how many came."""
    before = plain[: match.start()]
    return match["verb"] == "新增" and bool(_COMPARED.search(before) or _RECEIVED.search(before))


def _is_whole(plain: str, match: re.Match[str], context: Context) -> bool:
    """Tell whether a count stands for the whole body and the whole report year, and exactly."""
    if match.groupdict().get("about"):
        return False
    clause = _clause_before(plain, match.start())
    if _PART.search(match["gap"]) or "其中" in clause or "另" in clause:
        return False
    if PART_OF_YEAR.search(clause) or PART_OF_YEAR.search(match["gap"]) or _PLANNED.search(clause):
        return False
    if _CHANNEL.search(clause) or (_SOME_BODIES.search(clause) and not _WHOLE.search(clause)):
        return False
    if of_a_share(clause) or of_the_new_ones(clause) or not of_whole_body(plain[: match.end()], context.body):
        return False
    return of_the_year(plain[: match.start()], context.year)


def _handled(sentences: Sequence[Sentence], place: int, plain: str, context: Context) -> Iterator[Mention]:
    sentence = sentences[place]
    for match in _HANDLED.finditer(plain):
        before, gap = plain[: match.start()], match["gap"]
        if _SOME_BODIES.search(before) and not _WHOLE.search(before):
            continue
        clause = _clause_before(plain, match.start())
        counted = clause + match.group() + _rest_of_clause(plain, match)
        if _REFUSING.search(before) or _CARRIED.search(clause) or _OTHER_MATTERS.search(counted):
            continue
        if _of_a_part(before, match["n"]) or _BY_OTHERS.search(clause):
            continue
        if gap and not _REQUEST_NOUN.search(gap) and not re.fullmatch(r"(?:共|共计|合计|总计|为|共有)", gap):
            continue
        objected = "申请" in gap
        named = (objected and _ABOUT_REQUESTS.search(clause + match.group())) or _OF_REQUESTS.match(
            plain[match.end() :]
        )
        if not (named or _follows_received(sentences, place, plain[: match.start()])):
            continue
        if _is_whole(plain, match, context):
            others = _later_counts(sentences, place, plain, match)
            withdrawn = bool(_WITHDRAWN.search(plain))
            number = Decimal(match["n"])
            yield Mention(
                "handled",
                number,
                sentence,
                objected=objected,
                taken_up=match["verb"] == "办理",
                withdrawn=withdrawn,
                others=others,
            )


def _of_a_part(before: str, number: str) -> bool:
    """Tell whether a number handled is that of a part named just before it: 其中由法制科办理20件，答复20件."""
    counts = list(_COUNTS.finditer(before))
    if not counts or counts[-1][1] != number:
        return False
    return not any(match.end("n") == counts[-1].end(1) for match in _RECEIVED.finditer(before))


def _rest_of_clause(plain: str, match: re.Match[str]) -> str:
    return _CLAUSE_END.split(plain[match.end() :], maxsplit=1)[0]


def _follows_received(sentences: Sequence[Sentence], place: int, before: str) -> bool:
    """Tell whether the number received stands before, in the sentence or, up to a semicolon, in the one before."""
    sentence, previous = sentences[place], sentences[place - 1] if place else None
    counted = list(_COUNTS.finditer(before))
    if counted and _OTHER_MATTERS.search(_clause_before(before, counted[-1].start())):
        return False
    if any(_concerns(sentence, before, match) for match in _RECEIVED.finditer(before)):
        return True
    if previous is None or previous.paragraph != sentence.paragraph or not previous.text.endswith(("；", ";")):
        return False
    plain = _EVERYBODY.sub("", previous.plain)
    return any(_concerns(previous, plain, match) for match in _RECEIVED.finditer(plain))


def _none(sentence: Sentence, plain: str, context: Context) -> Iterator[Mention]:
    if "申请" not in plain:
        return
    match = _NONE_AT_ALL.search(plain)
    if match and _concerns_all(sentence, plain, match, context):
        yield Mention("none", Decimal(0), sentence)
    for match in _NONE.finditer(plain):
        clause, rest = _clause_before(plain, match.start()), _rest_of_clause(plain, match)
        said = clause + match.group() + rest
        excepted = EXCEPTED.search(plain[: match.start()]) or _EXCEPT.search(said)
        if excepted or _OTHER_MATTERS.search(said) or _PART.search(match["gap"]) or rest.startswith(_LATER):
            continue
        bare = match["verb"] in _BARE
        if bare and not _BARE_GAP.fullmatch(match["gap"]):
            continue
        about = _ABOUT_REQUESTS.search(match.group() + rest)
        if (about or (not bare and _ABOUT_REQUESTS.search(sentence.before + plain))) and _is_whole(
            plain, match, context
        ):
            yield Mention("none", Decimal(0), sentence)


def _concerns_all(sentence: Sentence, plain: str, match: re.Match[str], context: Context) -> bool:
    """Tell whether “no application at all” is said of applications for information, of the whole body and year."""
    clause, earlier = _clause_before(plain, match.start()), plain[: match.start()]
    return (
        bool(_ABOUT_REQUESTS.search(clause + match.group()) or _ABOUT_REQUESTS.search(sentence.before))
        and bool(_NOTHING_ELSE.fullmatch(clause))
        and of_whole_body(earlier, context.body)
        and of_the_year(earlier, context.year)
    )


def _clause_before(plain: str, at: int) -> str:
    found = _BEFORE_VERB.search(plain[:at])
    return found.group() if found else plain[:at]


def _counts(plain: str, exclude: Sequence[re.Match[str]]) -> tuple[Decimal, ...]:
    taken = {m.start("n") for m in exclude}
    return tuple(Decimal(m[1]) for m in _COUNTS.finditer(plain) if m.start() not in taken)[:_MOST_OTHERS]


def _later_counts(sentences: Sequence[Sentence], place: int, plain: str, match: re.Match[str]) -> tuple[Decimal, ...]:
    """Return the counts that may be the remaining parts: of the sentence, received ones left out, and of the next."""
    here = _counts(plain, [*_RECEIVED.finditer(plain), match])
    following = sentences[place + 1] if place + 1 < len(sentences) else None
    after = _counts(following.plain, []) if following and following.paragraph == sentences[place].paragraph else ()
    return (*here, *after)[:_MOST_OTHERS]
