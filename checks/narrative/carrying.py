"""What the text says about applications carried in from last year and out to the next."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from checks.narrative.claims import DISPUTE, Claim, Context
from checks.narrative.counts import EXCEPTED, Count, of_the_year, of_whole_body
from checks.narrative.sentences import Sentence

_CARRIED_IN = re.compile(
    r"(?:(?:上一?年度?|去年|前一年度?|往年|跨年)(?:度)?(?:未办结)?(?:结转|转结|顺延|转入|转接)|结转(?:自)?(?:上一?年度?|去年))"
    r"(?:过来|至今年|到今年|至本年度?|到本年度?|本年度?|办理|继续办理|来|的|政府|政务|信息|公开|依申请|申请|件|共|计|为|数|数量)*$"
)
_CARRIED_OUT = re.compile(
    r"(?:结转|顺延|转结|转入|延续|转)(?:至|到|入|在)?(?:下一?|次|来|明)(?:个)?年(?:度)?"
    r"(?:度|继续|办理|答复|处理|的|政府|政务|信息|公开|依申请|申请|件|共|计|为|有|数|数量)*$"
)
_CARRIED_OUT_AFTER = re.compile(
    r"^(?:政府信息公开)?(?:依?申请)?(?:件)?(?:将|需|已|按规定|依法)*(?:结转|顺延|转结|转入|转|延续)(?:至|到|入|在)?(?:下一?|次|来|明)(?:个)?年"
)
_CARRIED_OUT_LATER = re.compile(
    r"\d+[件份宗条](?:政府信息公开)?(?:申请)?(?:正在|尚在|仍在|尚未|未)(?:办理|办结|答复)(?:中|之中)?[，,]"
    r"(?:已|需|将|依法|按规定|顺延)*(?:结转|顺延|转入|转)(?:至|到|入)?(?:下一?|次|明)(?:个)?年"
)
_CARRIED_BARE = re.compile(r"(?:^|[已共])结转(?:的|政府信息公开|申请|件|数|为|共|有)*$")
_ONLY_APPLICATIONS = re.compile(
    r"(?:20\d\d年度?|全年|本年度?|[我本][省市区县州局委办镇乡厅院会机关单位]+|新收到?|收到|受理|办理|办结|答复|已|共计?|其中|上年|结转|政府|政务"
    r"|信息|公开|依|申请|全部|按时|依法|依规|的|了|有|为|\d+[件份宗条]|[，,、；;（）()：:])*"
)
"""A sentence up to a bare 结转N件 that speaks of nothing but applications."""
_NAMED_YEAR = re.compile(r"(20\d\d)年(?:度)?")
_YEAR_OF_WORK = re.compile(r"(20\d\d)年(?!度?结转)")


def carried(counts: Iterable[Count], context: Context) -> Iterator[Claim]:
    """Yield what the text says about applications carried in from last year and out to the next.

    What is only said to be `carried` may be either.
    """
    for count in counts:
        if not count.exact or count.unit not in "件份宗条例起个" or DISPUTE.search(count.earlier + count.after):
            continue
        if "转" not in count.sentence.remarked and "延" not in count.sentence.remarked:
            continue
        before, after = (_relative(words, context.year) for words in (count.before, count.after))
        about = "carried_in" if _CARRIED_IN.search(before) else None
        if _CARRIED_OUT.search(before) or (_CARRIED_OUT_AFTER.match(after) and _bare(before)):
            about = "carried_out"
        if _bare(before) and _CARRIED_OUT_LATER.match(_from(count, context.year)):
            about = "carried_out"
        if not about and _CARRIED_BARE.search(before) and _ONLY_APPLICATIONS.fullmatch(count.earlier):
            about = "carried"
        if about and _named_before(count, context.year) and "申请" in count.sentence.before + _said(count):
            yield Claim(about, count.number, count.sentence)


_NONE_IN = re.compile(
    r"(?:无|没有|未有)(?:上一?年度?|去年|往年)结转(?:的|来|过来|至?本年度?|政府信息公开)*(?:申请|件)*(?=[，,。；;、]|$)"
)
_NONE_OUT = re.compile(
    r"(?:无|没有|未有)结转(?:至|到)?(?:下一?年度?|次年)?(?:的|政府信息公开)*(?:申请|件)*(?=[，,。；;、]|$)"
)
_CLOSED_BEFORE = re.compile(r"办结|答复|办理")


def none_carried(sentences: Iterable[Sentence], context: Context) -> Iterator[Claim]:
    """Yield what the text says about there being no application carried in, or out after those it tells as closed."""
    for sentence in sentences:
        text = sentence.plain
        if "结转" not in text or "申请" not in sentence.before + text or DISPUTE.search(text):
            continue
        if EXCEPTED.search(text) or not of_the_year(text, context.year) or not of_whole_body(text, context.body):
            continue
        if _NONE_IN.search(text):
            yield Claim("carried_in", Decimal(0), sentence)
        match = _NONE_OUT.search(text)
        if match and _CLOSED_BEFORE.search(text[: match.start()]):
            yield Claim("carried_out", Decimal(0), sentence)


def _said(count: Count) -> str:
    """Return the sentence from its beginning over the count to the end of its clause."""
    return f"{count.earlier}{count.after}"


def _from(count: Count, year: int | None) -> str:
    """Return the sentence from a count on."""
    return _relative(count.sentence.remarked[len(count.earlier) :], year)


def _bare(before: str) -> bool:
    return not before or bool(re.search(r"(?:^|另|尚|仍|有|余|剩)(?:另|有|外|余|剩|下|共|仅)*$", before))


def _relative(words: str, year: int | None) -> str:
    """Write years as last, this and next, so that 结转2024年 is understood in a report on 2023."""
    if year is None:
        return words
    names = {year - 1: "上年", year: "", year + 1: "下年"}
    return _NAMED_YEAR.sub(lambda m: names.get(int(m[1]), m.group()), words)


def _named_before(count: Count, year: int | None) -> bool:
    """Tell whether no year but the report year is named before the clause of a count."""
    outside = count.earlier.removesuffix(count.before)
    named = _YEAR_OF_WORK.findall(outside)
    return not named or int(named[-1]) == year
