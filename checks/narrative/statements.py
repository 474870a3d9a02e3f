"""What the text says without a number of its own: everything closed, no review, all upheld."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from checks.narrative.claims import DISCLOSURE, Context, other_kind_of_application
from checks.narrative.counts import of_the_year, of_whole_body
from checks.narrative.sentences import Sentence

About = Literal[
    "closed", "answered", "no_review", "no_suit", "review_upheld", "suit_won", "review_uncorrected", "suit_uncorrected"
]

_FOREIGN = re.compile(
    r"信访|热线|专线|提案|建议|议案|诉求|工单|许可|登记|审批|投诉|举报|留言|咨询|复议|诉讼|案件|问题|事项|来信|信件|信箱|转办|交办"
)
_PART = re.compile(r"其中|的\d+[件份宗条例起个项]")
_BY_NOW = re.compile(r"截[至止](?![^，,。；;]{0,6}(?:12月31日|年底|年末))|目前|发布之日")
_OBJECT = re.compile(r"(?:办理|受理|收到|处理|答复|接收|办结)(?P<what>[^，,。；;：:\d]{1,24})\d")
_COUNTED = re.compile(r"(?:^|[，,。；;：:])(?P<what>[^，,。；;：:\d]{1,16})\d+[件份宗条]$")
_OWN_COUNT = re.compile(r"申请|收|受理|公开|办|新|^(?:共|总|合|计|其|中|有|为|的)+$")
_OWN_OBJECT = re.compile(r"申请|公开(?:件|信息|事项)|^(?:了|共|总|合|计|其|中|有|各类|为|数量)+$")
_TIMELY = (
    r"(?:已|经|按时|按期|及时|依法|依规|按要求|按规定|规范|准确|妥善|如期|、|并"
    r"|在?(?:法定|规定)(?:的)?(?:期限|时限|时间)内?)*"
)
_CLOSED = re.compile(
    rf"(?:均|全部|都|皆){_TIMELY}(?:予以|进行)?(?:办结|办理完毕|办理完成|办理完结|处理完毕|处理完结)|办结率(?:达到?|为|均为|均达)?100[%％]"
)
_ANSWERED = re.compile(rf"(?:均|全部|都|皆){_TIMELY}(?:予以|进行|给予|作出|做出)?(?:了)?(?:答复|回复)")
_REMAINS = re.compile(r"结转|顺延|尚未|正在|未到期|除|其余|其他|到期|应办|应当?答复|已办结的|转下|转入|下年|延期")
_ENDED: tuple[tuple[About, re.Pattern[str]], ...] = (("closed", _CLOSED), ("answered", _ANSWERED))
_NONE = r"(?:未|没有|无|零|从未)"
_NO_DISPUTE = re.compile(
    rf"{_NONE}(?P<gap>[^，,。；;：:]{{0,24}}?)(?P<what>(?:行政)?(?:复议|诉讼)(?:[、和及或与](?:提起)?(?:行政)?(?:复议|诉讼))?)"
)
_ZERO_DISPUTES = re.compile(
    r"(?P<what>(?:复议|诉讼)(?:案件)?(?:[、，,和及或与](?:行政)?(?:复议|诉讼)(?:案件)?)?)(?:数|量|数量)?(?:均|都)?(?:保持|实现)?(?:为)?"
    r"(?:零发生|零案件|零|0件|0起)(?=[、，,。；;]|和|$)"
)
_THIS_YEAR = re.compile(r"^(?:20\d\d年度?|全年|本年度?|今年|年内)+")
_ANY_CAUSE = re.compile(
    r"(?:发生|产生|出现|收到|接到|存在|因|由于|由|涉及|关于|有关|相关|针对|对|任何|一[件起例]|政府|政务|机关|信息|公开|依|申请|答复|处理|工作|行为|事项"
    r"|方面|而|所|被|引起|引发|导致|提起|提出|申请|类|的|我[省市区县州局委办镇乡厅院会]|本[单位机关局]+|行政|案件|情况|公民|公众|群众|人|当事|不服|、|和|或|及)*"
)
"""Words between a negation and 复议 that leave no kind of review out; 新发生, 直接 or 因行政不作为引起的 do."""
_CORRECTED = re.compile(r"纠错|纠正|败诉")
"""Any correction; 撤销 or 确认违法 alone would leave the other kinds open."""
_UPHELD = re.compile(r"(?:均|全部|都)(?:被|予以|得到|为|获)?(?:结果)?维持")
_WON = re.compile(r"(?:均|全部|都)(?:获|取得)?胜诉")
_WORTH_A_LOOK = re.compile(r"均|全部|都|皆|办结率|复议|诉讼")
_HEDGED = re.compile(
    r"除|但|仅|只|以外|再次|超过|不超|避免|减少|降低|防止|杜绝|确保|力争|如果|若|应诉|能力|培训|机制|制度|流程|告知|指南|途径|权利|渠道"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One such statement with the sentence it stands in."""

    about: About
    sentence: Sentence


def statements(sentences: Iterable[Sentence], context: Context) -> Iterator[Statement]:
    """Yield the statements of the text about the applications, reviews and suits of the report year."""
    for sentence in sentences:
        if not _WORTH_A_LOOK.search(sentence.plain):
            continue
        if not of_the_year(sentence.plain, context.year) or not of_whole_body(sentence.plain, context.body):
            continue
        yield from _of_applications(sentence)
        yield from _of_disputes(sentence)


def _of_applications(sentence: Sentence) -> Iterator[Statement]:
    text = sentence.plain
    if "申请" not in sentence.before + text or not DISCLOSURE.search(sentence.before + text):
        return
    for about, pattern in _ENDED:
        match = pattern.search(text)
        if (
            match
            and not _REMAINS.search(sentence.text)
            and not _BY_NOW.search(text[: match.start()])
            and not _PART.search(re.split(r"[，,。；;：:]", text[: match.start()])[-1])
            and not _foreign(text, match.start())
        ):
            yield Statement(about, sentence)
            return


def _foreign(text: str, at: int) -> bool:
    """Tell whether what was closed is something else: the last thing named before."""
    before = text[:at]
    counted = _COUNTED.search(before)
    if counted and not _OWN_COUNT.search(counted["what"]):
        return True
    objects = [match["what"] for match in _OBJECT.finditer(before)]
    if any(not _OWN_OBJECT.search(what) or other_kind_of_application(what) for what in objects):
        return True
    last = max((m.start() for m in re.finditer(r"申请|依申请公开", before)), default=-1)
    return any(m.start() > last for m in _FOREIGN.finditer(before)) or (last < 0 and bool(_FOREIGN.search(before)))


def _of_disputes(sentence: Sentence) -> Iterator[Statement]:
    text = sentence.plain
    at_home = "复议" in sentence.place or DISCLOSURE.search(sentence.before + text)
    if not at_home or _HEDGED.search(text) or not ("复议" in text or "诉" in text):
        return
    for match in _NO_DISPUTE.finditer(text):
        rest = re.split(r"[，,。；;：:]", text[match.end() :], maxsplit=1)[0]
        if _CORRECTED.search(match["gap"] + rest):
            yield from (Statement(a, sentence) for a in _which(match["what"], "review_uncorrected", "suit_uncorrected"))
        elif _ANY_CAUSE.fullmatch(match["gap"]) and re.fullmatch(
            r"(?:[、和及或与])?(?:案件|情况|案|申请|的)*(?:发生|产生)?[、和及或与]?(?:行政)?(?:诉讼)?(?:案件|情况|的)*",
            rest,
        ):
            yield from (Statement(a, sentence) for a in _which(match["what"] + rest, "no_review", "no_suit"))
    for match in _ZERO_DISPUTES.finditer(text):
        clause = re.split(r"[，,。；;：:、]", text[: match.start()])[-1]
        if not _ANY_CAUSE.fullmatch(_THIS_YEAR.sub("", clause)):
            continue
        yield from (Statement(about, sentence) for about in _which(match["what"], "no_review", "no_suit"))
    if _UPHELD.search(text) and "复议" in text and "诉讼" not in text:
        yield Statement("review_upheld", sentence)
    if _WON.search(text) and "诉讼" in text:
        yield Statement("suit_won", sentence)


def _which(words: str, review: About, suit: About) -> Iterator[About]:
    if "复议" in words:
        yield review
    if "诉讼" in words:
        yield suit
