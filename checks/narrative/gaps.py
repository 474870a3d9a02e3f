"""Places of the text where a number was lost: `公开企业资质条`, `信息  条`, `占比%`."""

import re
from collections.abc import Iterator, Sequence

from checks.narrative.sentences import Sentence

_END = r"(?=[，,。；;、）)]|$)"
_NOT_COUNTED = "一二三四五六七八九十百千万两几多若干每各首数第该此本这头逐零条件余"
_SPACED = re.compile(
    rf"(?:信息|文件|稿件|解读|公开|申请|发布|办结|答复|受理|收到|共)[ \t\u00a0\u3000]+(?:条|件|篇|份|宗|次){_END}"
)
_TOTAL = re.compile(
    rf"(?:共|共计|合计|累计|总计)(?:主动)?(?:公开|发布|收到|受理|办理|答复)?(?:政府|政务)?(?:信息|申请){{0,1}}(?:条|份|宗){_END}"
)
_UNCOUNTED = re.compile(
    rf"(?:公开|发布|推送|更新)(?:政府|政务|各类)?(?:信息|稿件)?余?条{_END}|规范性文件件{_END}|(?:收到|受理|办结)(?:政府信息公开)?申请件{_END}"
)
_PERCENT = re.compile(r"(?:增长|下降|提高|上升|减少|占比|占|达到|达|率为|率)[ \t\u00a0\u3000]*[%％]")
_SIBLING = re.compile(
    r"(?P<head>(?:公开|发布|公布|办理|核准|受理|共)[\u4e00-\u9fff]{2,16})(?P<unit>条|件|篇|份|次)(?=、[^、，,。；;]{2,20}?\d+(?P=unit))"
)
_WORDS = re.compile(
    rf"(?:[{_NOT_COUNTED}]|(?:文|案|信|邮|附|要|条|事|证|稿|部|身|股|月|年|省|层|档|批|长|图|链|软|硬|组|构|器|函|配|快|急|密|元|物|备|零|来|申请|公文|提案)$)"
)
_COUNTED = re.compile(r"[条件篇份宗次%％]")
_TITLES = re.compile(r"《[^《》]*》")
_SPREAD = re.compile(r"[\u4e00-\u9fff] +[\u4e00-\u9fff]")


def gaps(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, str]]:
    """Yield the sentences in which a number is missing, with the words around the gap.

    Texts that are spaced throughout (copies of a PDF) say nothing by a blank.
    """
    spaced = (sentence.text for sentence in sentences if " " in sentence.text)
    spread = sum(len(_SPREAD.findall(text)) for text in spaced) > max(3, len(sentences) // 4)
    for sentence in (s for s in sentences if _COUNTED.search(s.text)):
        text = _TITLES.sub("", sentence.text) if "《" in sentence.text else sentence.text
        patterns = (_TOTAL, _UNCOUNTED, _PERCENT) if spread else (_SPACED, _TOTAL, _UNCOUNTED, _PERCENT)
        match = next((m for m in (pattern.search(text) for pattern in patterns) if m), None) or _sibling(text)
        if match:
            yield sentence, text[max(0, match.start() - 6) : match.end() + 2].strip()


def _sibling(text: str) -> re.Match[str] | None:
    """Return an item of a list without a number before the counting word that the next item has with one."""
    plain = text.replace(" ", "")
    for match in _SIBLING.finditer(plain):
        if not _WORDS.search(match["head"][-1:]) and not _WORDS.search(match["head"][-2:]):
            return match
    return None
