"""Sums that the text states by itself: `共1136条，其中……`, shares of a whole, growth against last year."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from checks.narrative.sentences import Sentence, with_remarks

_UNIT = r"(?P<unit>[条件份篇个项期次宗])"
_WHOLE = re.compile(
    rf"(?<![\d.])(?P<n>\d+){_UNIT}(?:政府信息|政务信息|信息)?[，,：:。]?\s*(?P<open>[（(])?\s*(?:其中|具体为|包括|分别为|分别是)[:：，,]?"
)
_OPENS_LIST = ("其中", "具体为", "包括", "分别")
_ITEM = re.compile(rf"^(?P<label>[^\d]{{1,40}}?)(?P<n>\d+){_UNIT}(?P<rest>[^\d]{{0,12}})$")
_TOTAL = re.compile(rf"(?:以上|各项)?(?:合计|总计)[为:：]?(?P<n>\d+){_UNIT}")
_REST = re.compile(r"^(?:以及|和|及|与)?(?:其[他它余]|剩余|余下)(?!处理|结果|组织|法人)")
_LOOSE = re.compile(r"[余多约近]|等|以上|左右|超过|不含|包括|重复|同时|交叉|均为|分别|以及.{0,6}等")
_REMARK = re.compile(r"[（(][^（()）]*[）)]")


@dataclass(frozen=True, slots=True)
class ClosedSum:
    """A stated whole and the parts of a list that names all of them: it ends with 其他, or repeats the whole."""

    sentence: Sentence
    whole: Decimal
    parts: tuple[Decimal, ...]
    unit: str

    @property
    def total(self) -> Decimal:
        """What the parts add up to."""
        return sum(self.parts, Decimal(0))


def closed_sums(sentences: Sequence[Sentence]) -> Iterator[ClosedSum]:
    """Yield the lists of the text that are complete by their own words.

    Lists that are open, approximate, nested beyond one level or in several units are passed over: their parts may
    overlap or be only some.
    """
    for place, sentence in enumerate(sentences):
        if not any(word in sentence.text for word in _OPENS_LIST):
            continue
        if not re.search(r"其[他它余]|剩余|余下|合计|总计", _tail(sentences, place)):
            continue
        text = with_remarks(_tail(sentences, place))
        match = _WHOLE.search(text)
        parts = _parts(text, match) if match else None
        if match and parts:
            yield ClosedSum(sentence, Decimal(match["n"]), parts, match["unit"])


_WHOLE_RECEIVED = re.compile(
    r"(?:收到|受理|接收|新收)(?:了)?(?P<gap>[^，,。；;、：:（(\d]{0,30})(?P<n>\d+)(?P<unit>[件份宗条])(?:政府信息公开)?(?:申请)?[，,：:（(]\s*"
    r"(?:其中|分别为|包括)?[：:，,]?"
)
_SUMMING = frozenset(("", "共", "共计", "总计", "合计"))
_CHANNELS = {
    "online": "网络|网上|在线|线上|互联网|电子邮件|邮箱|邮件|网站|平台",
    "letter": "信函|信件|邮寄|邮政",
    "counter": "当面|现场|窗口",
    "fax": "传真",
}
_CHANNEL_WORDS = "|".join(f"(?P<{name}>{words})" for name, words in _CHANNELS.items())
_CHANNEL = re.compile(
    rf"(?:以|通过|采用)?(?:{_CHANNEL_WORDS})(?:方式|渠道|形式|平台|申请|提交|提出|收到|受理|的|类|为)*(?P<n>\d+){_UNIT}(?:申请)?"
)


def exceeding_channels(sentences: Iterable[Sentence]) -> Iterator[ClosedSum]:
    """Yield the applications by channels that exclude each other where they come to more than were received.

    Fewer may be an open list; two words for one channel (网上, 邮箱) may overlap.
    """
    for sentence in sentences:
        match = _WHOLE_RECEIVED.search(sentence.remarked) if "申请" in sentence.before + sentence.remarked else None
        if match is None or not ("申请" in match.group() or (match["gap"] in _SUMMING and "申请" in sentence.before)):
            continue
        parts = _by_channel(sentence.remarked[match.end() :], match["unit"])
        if sum(parts) > Decimal(match["n"]):
            yield ClosedSum(sentence, Decimal(match["n"]), parts, match["unit"])


def _by_channel(text: str, unit: str) -> tuple[Decimal, ...]:
    """Return the numbers of the list that a text begins with, each of another channel; empty where one comes twice."""
    found: dict[str, Decimal] = {}
    for piece in re.split(r"[，,、；;。（）()]", text):
        match = _CHANNEL.fullmatch(piece)
        if match is None or match["unit"] != unit:
            break
        channel = next(name for name in _CHANNELS if match[name])
        if channel in found:
            return ()
        found[channel] = Decimal(match["n"])
    return tuple(found.values())


def _tail(sentences: Sequence[Sentence], place: int) -> str:
    """Return a sentence and, where it ends with a semicolon, what follows up to the full stop."""
    text, at = sentences[place].text, place
    while text.endswith(("；", ";")) and at + 1 < len(sentences):
        at += 1
        if sentences[at].paragraph != sentences[place].paragraph:
            break
        text += sentences[at].text
    return text


def _parts(text: str, whole: re.Match[str]) -> tuple[Decimal, ...] | None:
    """Return the parts of a list when it is complete and exact, else None."""
    if re.search(r"[约近超逾]$", text[: whole.start()]):
        return None
    body = text[whole.end() :]
    if whole["open"]:
        body = _up_to_closing(body)
    listed = re.split(r"[。！!]", _REMARK.sub("", body))[0]
    pieces = [piece.strip() for piece in re.split(r"[，,；;、]", listed) if piece.strip()]
    parts: list[Decimal] = []
    label = ""
    for piece in pieces:
        total = _TOTAL.fullmatch(piece)
        if total:
            agrees = (total["n"], total["unit"]) == (whole["n"], whole["unit"])
            return tuple(parts) if agrees and len(parts) > 1 and not label else None
        item = _ITEM.match(label + piece)
        if item is None:
            label += piece + "、"
            continue
        if item["unit"] != whole["unit"] or _LOOSE.search(item["rest"]) or re.search(r"[约近]$", item["label"]):
            return None
        parts.append(Decimal(item["n"]))
        closed, label = bool(_REST.match(piece)), ""
        if closed:
            return tuple(parts) if len(parts) > 1 else None
    return None


def _up_to_closing(text: str) -> str:
    depth = 1
    for at, character in enumerate(text):
        depth += (character in "（(") - (character in "）)")
        if depth == 0:
            return text[:at]
    return text


_SHARE = re.compile(rf"(?P<n>\d+){_UNIT}[，,]?(?:约)?占(?P<of>[^，,。；;\d]{{0,14}}?)(?P<share>\d+(?:\.\d+)?)[%％]")
_BASE_ELSEWHERE = re.compile(r"比|较|增|降|升|提高|全[国省市区县州镇乡旗盟]")
_GROWTH = re.compile(
    r"(?:比|较)?(?:20\d\d年|上一?年|去年|同期|上年同期)?[^，,。；;\d]{0,6}?(?:增长|上升|增加|提高|提升|下降|减少|降低)(?:了)?(?:约)?(?P<rate>\d+(?:\.\d+)?)[%％]"
)
_YEARLY = re.compile(rf"(?P<year>20\d\d)年[^，,。；;\d]{{0,20}}?(?P<n>\d+){_UNIT}(?![余多])")
_LAST_YEAR = r"(?:上一?年度?|去年|20\d\d年度?)(?:同期|全年)?(?:的|为|是)?"
_CHANGED = r"(?:同比)?(?P<way>增长|上升|增加|提高|提升|下降|减少|降低)(?:了)?(?P<about>约)?(?P<rate>\d+(?:\.\d+)?)[%％]"
_TWO_TERMS = (
    re.compile(
        rf"(?P<later>\d+){_UNIT}[，,](?:比|较|与|同){_LAST_YEAR}(?P<earlier>\d+)(?P=unit)(?:相比)?[，,]?{_CHANGED}"
    ),
    re.compile(
        rf"(?P<later>\d+){_UNIT}[，,](?:较上年|比上年|较去年|比去年)?{_CHANGED}[（(]{_LAST_YEAR}(?P<earlier>\d+)(?P=unit)[）)]"
    ),
)
"""300条，较上年的200条增长50%；400条，同比增长25%（2023年为320条）."""
_FALLING = re.compile(r"下降|减少|降低")


@dataclass(frozen=True, slots=True)
class WrongRate:
    """A percentage that the numbers beside it do not give."""

    sentence: Sentence
    stated: Decimal
    first: Decimal
    second: Decimal


def wrong_shares(sentences: Sequence[Sentence], wholes: Sequence[Decimal]) -> Iterator[WrongRate]:
    """Yield the shares `N件，占X%` that fit none of the numbers that may be the whole.

    The whole may be any greater number of the paragraph before, or one of `wholes` (the totals of the table).
    """
    for sentence in (s for s in sentences if "占" in s.plain):
        text = sentence.before + sentence.plain
        start = len(sentence.before)
        for match in (m for m in _SHARE.finditer(text) if m.start() >= start):
            part, stated = Decimal(match["n"]), Decimal(match["share"])
            known = [Decimal(m[1]) for m in re.finditer(rf"(\d+){_UNIT}", text)]
            bases = [base for base in (*known, *wholes) if base >= part and base > 0]
            only_itself = bool(bases) and max(bases) == part
            if only_itself or _BASE_ELSEWHERE.search(match["of"].removeprefix("比")):
                continue
            if bases and not any(_fits(part, base, stated) for base in bases):
                yield WrongRate(sentence, stated, part, max(bases))


def _fits(part: Decimal, base: Decimal, stated: Decimal) -> bool:
    step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
    return abs(part * 100 / base - stated) <= step


def wrong_growth(sentences: Sequence[Sentence]) -> Iterator[WrongRate]:
    """Yield the growth rates that the numbers of two years, both in the sentence, do not give."""
    for sentence in (s for s in sentences if "%" in s.plain or "％" in s.plain):
        beside = _beside(sentence)
        if beside:
            yield beside
            continue
        match = _GROWTH.search(sentence.plain)
        yearly = {m["year"]: Decimal(m["n"]) for m in _YEARLY.finditer(sentence.plain)}
        if not match or len(yearly) != 2 or len(re.findall(rf"\d+{_UNIT}", sentence.plain)) != 2:
            continue
        earlier, later = (yearly[year] for year in sorted(yearly))
        stated = _stated(match["rate"], match.group())
        pairs = permutations((earlier, later)) if earlier and later else ()
        if all(not _grew(first, second, stated) for first, second in pairs) and earlier and later:
            yield WrongRate(sentence, stated, earlier, later)


def _stated(rate: str, way: str) -> Decimal:
    return -Decimal(rate) if _FALLING.search(way) else Decimal(rate)


def _beside(sentence: Sentence) -> WrongRate | None:
    """Return a growth rate that the two numbers tied to it do not give; those told roughly are passed over."""
    for match in (m for pattern in _TWO_TERMS for m in pattern.finditer(sentence.remarked)):
        earlier, later = Decimal(match["earlier"]), Decimal(match["later"])
        stated = _stated(match["rate"], match["way"])
        if earlier and not match["about"] and not _grew(earlier, later, stated):
            return WrongRate(sentence, stated, earlier, later)
    return None


_PERCENT = re.compile(r"(?P<label>[^，,、。；;%％]*?)(?P<n>\d+(?:\.\d+)?)[%％]")
_SEVERAL = re.compile(r"[增升降减超]|同比|同时|重复|率|满意|均|以上|左右|约|余")


@dataclass(frozen=True, slots=True)
class WrongWhole:
    """Percentages of a complete list that do not add up to 100."""

    sentence: Sentence
    shares: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        """What they add up to."""
        return sum(self.shares, Decimal(0))


def wrong_wholes(sentences: Sequence[Sentence]) -> Iterator[WrongWhole]:
    """Yield the lists of shares, complete by their own words (the last is 其他), that do not add up to 100.

    Each share may be off by half of its last place.
    """
    for sentence in (s for s in sentences if "占" in s.plain and "其" in s.plain):
        shares = _shares(sentence.plain)
        room = sum((Decimal(1).scaleb(int(share.as_tuple().exponent)) for share in shares), Decimal(0)) / 2
        if shares and abs(sum(shares, Decimal(0)) - 100) > room:
            yield WrongWhole(sentence, shares)


def _shares(text: str) -> tuple[Decimal, ...]:
    """Return the shares of the list that a sentence ends with, empty unless it is complete and exact."""
    found: list[Decimal] = []
    last = ""
    for piece in re.split(r"[，,、；;。]|(?<=[%％])和", text):
        match = _PERCENT.fullmatch(piece.strip())
        if match and _SEVERAL.search(match["label"]):
            return ()
        if match:
            found.append(Decimal(match["n"]))
            last = match["label"]
    return tuple(found) if len(found) > 2 and _REST.match(last) else ()


def _grew(first: Decimal, second: Decimal, stated: Decimal) -> bool:
    step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
    return abs((second - first) * 100 / first - stated) <= step
