"""Sentences that tell this year's work under another year's name."""

import re
from collections.abc import Iterator, Sequence

from checks.narrative.sentences import Sentence

_OPENING = re.compile(
    r"^(?:[（(][一二三四五六七八九十][）)]|[一二三四五六七八九十][、是])?[^，,。；;：:\d]{0,12}?[。：:]?(?P<year>20\d\d)年(?:度)?(?P<mark>[，,])?"
)
_WORK = re.compile(
    r"(?:共|累计|全年|主动)[^，,。；;]{0,20}?(?:公开|发布|收到|受理|办理|答复|培训|召开|开展)[^，,。；;]{0,20}?\d+|^20\d\d年(?:度)?(?:[，,]?(?:我|本)[局镇乡县市区州省街单委办校院]|[，,]全[局镇乡县市区州省街委办校院])"
)
_ACTOR = re.compile(
    r"^20\d\d年(?:度)?(?:[，,]?(?:我|本)[局镇乡县市区州省街单委办院]|[，,]全[局镇乡县市区州省街委办院])"
)
_NOT_ITS_OWN = re.compile(
    r"比|较|同期|相比|增长|上年|去年|整改|考核|评估|测评|排名|预算|决算|以来|起|规划|印发的|要点|问题|办法|通知|"
    r"结转|延续|年报|年度报告|审计|修订|成立|制定的|荣获|获评|表彰|与20|和20|、20|至20|—|－|~|～"
)
_ANY_YEAR = re.compile(r"20\d\d(?=年)")


def foreign_years(sentences: Sequence[Sentence], year: int) -> Iterator[tuple[Sentence, int]]:
    """Yield the sentences of the sections on the year's work that begin with an earlier year and tell work as done.

    A comparison, a document's year, a plan, or a second year in the sentence makes it another year's rightly.
    """
    for place, sentence in enumerate(sentences):
        if f"{year - 1}年" not in sentence.plain and f"{year - 2}年" not in sentence.plain:
            continue
        if re.search(r"问题|其[他它]|改进", sentence.place) or not sentence.place:
            continue
        text = re.sub(r"[（(][^（()）]*[）)]", "", sentence.plain)
        match = _OPENING.match(text)
        if not match or int(match["year"]) not in {year - 1, year - 2} or _NOT_ITS_OWN.search(text):
            continue
        if _goes_on(sentences, place, year):
            continue
        after = text[match.start("year") :]
        if len(_ANY_YEAR.findall(text)) > 1 or re.match(r"20\d\d年\d", after):
            continue
        if _WORK.search(after) or _ACTOR.search(after):
            yield sentence, int(match["year"])


_DONE_LATER = re.compile(
    r"^(?P<year>20\d\d)年(?:度)?[，,]?(?:我|本)?[^，,。；;\d]{0,12}?(?:共|累计|已|全年|主动)?(?:公开|发布|收到|受理|办结|答复|召开|举办)了?[^，,。；;\d]{0,16}?"
    r"\d+[条件份次场期篇]"
)
_FINISHED = re.compile(r"共|累计|全年|已|了|成效|满意")
_AHEAD = re.compile(
    r"将|拟|计划|预计|力争|争取|目标|继续|进一步|要|确保|达到|不少于|不低于|以上|安排|打算|准备|预|至少|每|月\d*日?|元旦|春节|年初|前|截至|公布之日"
)


def done_later(sentences: Sequence[Sentence], year: int) -> Iterator[tuple[Sentence, int]]:
    """Yield the sentences on the year's work that tell work of the next year as finished, in counts."""
    for sentence in sentences:
        if (
            f"{year + 1}年" not in sentence.plain
            or not sentence.place
            or re.search(r"问题|其[他它]|改进", sentence.place)
        ):
            continue
        match = _DONE_LATER.match(sentence.plain)
        if (
            match
            and int(match["year"]) == year + 1
            and _FINISHED.search(sentence.plain)
            and not _AHEAD.search(sentence.text)
        ):
            yield sentence, year + 1


def _goes_on(sentences: Sequence[Sentence], place: int, year: int) -> bool:
    """Tell whether the sentence, or the one it is tied to by a semicolon, goes on with the report year beside it."""
    sentence, following = sentences[place], sentences[place + 1 : place + 2]
    tied = sentence.text.endswith(("；", ";"))
    said = sentence.plain + "".join(s.plain for s in following if tied and s.paragraph == sentence.paragraph)
    return bool(re.search(rf"[，,；;。](?:今年|本年|{year}年)", said))
