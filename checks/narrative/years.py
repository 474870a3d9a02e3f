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


def _goes_on(sentences: Sequence[Sentence], place: int, year: int) -> bool:
    """Tell whether the sentence, or the one it is tied to by a semicolon, goes on with the report year beside it."""
    sentence, following = sentences[place], sentences[place + 1 : place + 2]
    tied = sentence.text.endswith(("；", ";"))
    said = sentence.plain + "".join(s.plain for s in following if tied and s.paragraph == sentence.paragraph)
    return bool(re.search(rf"[，,；;。](?:今年|本年|{year}年)", said))
