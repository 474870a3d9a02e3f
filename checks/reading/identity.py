"""Whose report it is and of which year, from what the report calls itself.

The title decides; the registry's name wins over the title's where both mean the same body. Folders, 来源 and
ContentSource never decide: they often name the editor's office or another unit.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, pairwise

from checks.reading.dates import western
from checks.reading.keys import HAN, key, squeeze
from checks.reading.names import DATED, DRAFTERS, places_of, without_scope

_SUBJECT = r"(?:政府信息|政务信息|政务公开|信息公开|政府政务)"
_YEAR = r"(?P<year>20[0-4]\d)年?度?"
_KIND_OF_PAPER = rf"(?:关于)?{_SUBJECT}[^,.;:!?]{{0,8}}?(?:的)?(?:年度|年)?(?:工作)?(?:报告|年报)"
_OTHER_PAPER = re.compile("评估|评议|测评|考核|考评|自查|检查|整改|调研|调查|监测|培训")
"""Words of other reports on the same subject; they never stand inside the title of this one."""
_YEAR_INSIDE = rf"{_SUBJECT}(?:公开)?(?:工作)?{_YEAR}(?:年度)?(?:工作)?(?:报告|年报)"
_AND = "\0"
"""Stands for 、 in a title taken apart: a name may hold it, but never a comma."""
_TROOPS = re.compile(r"\d{1,3}(?=团)")
_AS_SIGNS = {ord("0") + digit: chr(0x10FFF0 + digit) for digit in range(10)}
_AS_DIGITS = str.maketrans({**{sign: chr(digit) for digit, sign in _AS_SIGNS.items()}, _AND: "、"})
"""The number of a regiment (第七师125团) belongs to its name, as no other number does."""
_HALF_OF_DAY = rf"(?:[AP]|(?<=[AP]))M(?=[{HAN}])"
"""Browsers print date, time and title in one line above a page: 1/28/26, 5:28 PM."""
_NAME = rf"(?!{_HALF_OF_DAY})(?P<body>[A-Z{HAN}()·{_AND}]{{2,60}}?)"
_TITLES = (
    re.compile(rf"{_NAME}(?:关于)?{_YEAR}(?:的)?{_KIND_OF_PAPER}"),
    re.compile(rf"{_YEAR}{_NAME}{_KIND_OF_PAPER}"),
    re.compile(rf"{_NAME}{_YEAR_INSIDE}"),
    re.compile(rf"(?:关于)?{_YEAR}(?:的)?(?:全[国省市县区])?{_KIND_OF_PAPER}"),
    re.compile(_YEAR_INSIDE),
    re.compile(rf"{_NAME}{_SUBJECT}[^,.;:!?]{{0,6}}?(?:年度报告|年报)"),
    re.compile(rf"{_SUBJECT}(?:公开)?(?:工作)?的?年度报告"),
)
"""What titles look like as keys, the most telling first."""
_BEHIND = re.compile(rf"(?P<open>\()?(?P<year>20[0-4]\d)(?:年度?)?(?(open)\)|$)|\((?P<body>[{HAN}]{{4,40}})\)$")

_CHINESE_YEAR = re.compile(r"二[〇○零oO0][一二三四五六七八九〇○零]{2}(?=年)")
_DIGITS = str.maketrans("〇○零oO一二三四五六七八九", "00000123456789")
_UNTIL = "(?:至|到|-|—|~)+"
_PERIOD = re.compile(
    rf"(20[0-4]\d)年0?1月0?1日(?:\d{{1,2}}[时点])?(?:起|开始)?,?{_UNTIL}(?:(20[0-4]\d)年)?12月31日"
    rf"|(20[0-4]\d)(?P<by>[-./])0?1(?P=by)0?1{_UNTIL}(20[0-4]\d)(?P=by)12(?P=by)31"
)

_ABOUT_BEFORE = re.compile(r"解读|关于.*(?:做好|报送|开展|填报|编制|编写)|^(?:转发|召开|做好)")
_ABOUT_BEHIND = re.compile(
    r"\(?解读|(?!根据|按照|依照|依据|现|本|为|由|\()[^,.;:!?《]{0,20}?"
    r"(?:通知|公告|的函|通报|解读|问答|培训|部署|推进会|指南|模板|范本|评估|评议|方案|出炉|填报|百科|文库|范文)"
)
"""Words around a title that make it the title of another paper."""
_ISSUES = "印发|公布|发布|公开"
_INDIRECT_BEFORE = re.compile(rf"关于.*(?:{_ISSUES})|图解|一图读懂|长图|图说")
_ISSUED_WHOLE = re.compile(r"》?(?:\([^()]*\))?》?(?:的(?:通知|公告|通告|函)|$)")
"""What may stand behind the title of a report that another paper issues: it issues the report, and not its form."""
_INDIRECT_BEHIND = re.compile(r"\(?(?:图解|一图读懂|长图|图说)版?\)?")
"""Words of a paper that issues a report or draws it: it may hold the report."""
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\u00ad\U000e0100-\U000e01ef]")
_FOREIGN = re.compile("百科|文库|范文")
"""Sites that only copy reports; their names stand behind the title."""

_SITE_SUFFIX = re.compile(r"\s*(?:[-_|—–]|--)\s*[^-_|—–]*$")
_LEADING_NOISE = re.compile(
    rf"^.*(?:当前位置|您的位置|首页|政务公开(?![{HAN}]*[局办心室])|信息公开年报|信息公开年度报告|一图读懂|图解|解读|现将|现公布|PDF|WORD|DOCX?|OFD|WPS"
    rf"|关于(?:{_ISSUES}|做好|报送|开展|编制))"
    rf"|^(?:附件|\([^()]{{1,8}}\)|(?:信息|文件|公文)?(?:标题|名称))?:?(?:关于|{_ISSUES})?"
)
_TRAILING_NOISE = re.compile(r"(?:编制|编写|公布|发布)?(?:关于|的)?$")
_BODY = re.compile(
    r"(?:[省市县区州盟旗乡镇局委厅办室院处所署社台馆站部会队校关司行团场]|政府|中心|街道|公司|基地|园|[大中小]学|苏木"
    r"|监狱|书店|[厂圃宫]|[粮油仓]库|公路段)"
    r"(?:\([^()]{1,40}\))?$"
)
"""How names of bodies end; what ends otherwise in the place of a name is a word of a menu or of the sentence."""
_NO_BODY = re.compile(r"^(?:[本该我各全贵年]|以上|上述)|^(?:.?机关|行政机关|单位|政府|政务|首页|人民政府)$")
_PLACE_ALONE = re.compile(rf"[{HAN}]{{1,12}}[省市州盟县区旗]")
_PREAMBLE = 400
"""Signs before section one in which a title is looked for when no line is one."""
_LONGEST_LINE = 60
"""Signs of a line that may be only the beginning of a title."""
_SEAL = re.compile(r"\((?:盖章|公章|印章|章)\)$")
_DRAWN_UP = re.compile(
    rf"报告(?:是|系)?由(?P<by>[{HAN}()]{{3,40}}?)(?:\(以下简称[^()]*\))?(?=根据|按照|依照|依据|结合|负责|编制)"
    r"(?:(?!汇总|综合|会同|各部门|各单位|各乡镇)[^.;]){0,80}?编制"
    rf"|[,.;](?:[现特]?由)?(?P<self>[{HAN}()]{{3,40}}?)(?:\(以下简称[^()]*\))?(?:现|特)?编制(?:并公布|并发布|了)?(?:本报告|本年度|20[0-4]\d年)"
)
"""The sentence of a preamble that says who drew the report up."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart.

    Attributes:
        text: the title as printed, without blanks; of a paper about a report as far as what makes it one.
        body, year: those it names.
        decoy: whether it announces another paper than a report.
        indirect: whether that is one that issues a report or draws it, and so may hold it.
    """

    text: str
    body: str | None
    year: int | None
    decoy: bool = False
    indirect: bool = False

    @property
    def known(self) -> int:
        """How much it tells: a year is worth more than a name, which may be a line of a menu."""
        return 2 * (self.year is not None) + (self.body is not None)


_ALL_KNOWN = 3


def find_title(titles: Sequence[str], opening: str, list_title: str | None = None) -> Title | None:
    """Return the title of a report.

    Args:
        titles: what the page calls itself (metas, headings), most trusted first.
        opening: the text before section one.
        list_title: what a list that linked to it calls it; it adds what the page does not say.
    """
    foreign = next((text for text in titles if _FOREIGN.search(text)), None)
    named = (parse_title(_SITE_SUFFIX.sub("", text)) or parse_title(text) for text in titles)
    own = parse_title(foreign) if foreign else _best(chain(named, map(parse_title, _opening_candidates(opening))))
    listed = parse_title(list_title) if list_title else None
    if own and listed:
        return replace(own, body=own.body or listed.body, year=own.year or listed.year)
    return own or listed


def _best(titles: Iterable[Title | None]) -> Title | None:
    """Return the first of those that tell most; a paper about reports that comes first is what the page is."""
    best: Title | None = None
    for title in titles:
        if title and (best is None or title.known > best.known):
            if title.known == _ALL_KNOWN or (best is None and title.decoy):
                return title
            best = title
    return best


@lru_cache(maxsize=2048)
def parse_title(text: str) -> Title | None:
    """Take one title apart; None when it is no title of an annual report."""
    if "报" not in text:
        return None
    plain = key(text[:_PREAMBLE].replace("、", _AND))
    if "报告" not in plain and "年报" not in plain:
        return None
    if "团" in plain:
        plain = _TROOPS.sub(lambda match: match.group().translate(_AS_SIGNS), plain)
    squeezed = _CHINESE_YEAR.sub(lambda match: "2" + match.group()[1:].translate(_DIGITS), plain)
    for pattern in _TITLES:
        match = pattern.search(squeezed)
        if match and not _in_quotation(text, squeezed, match.start()) and not _is_other_paper(match):
            body = _body_in(match)
            if body or "body" not in match.groupdict():
                return _title(text, squeezed, match, body)
    return None


def _is_other_paper(match: re.Match[str]) -> bool:
    named = "body" in match.groupdict()
    return bool(_OTHER_PAPER.search(match.string, match.end("body") if named else match.start(), match.end()))


def _body_in(match: re.Match[str]) -> str:
    """Return the body that a title names; 青禾县人民政府信息公开年报 says 政府 once for both."""
    named = match.groupdict().get("body") or ""
    return _clean_body(f"{named}政府" if named.endswith("人民") else named)


def _title(text: str, squeezed: str, match: re.Match[str], body: str) -> Title:
    """Return the title of a match; it reaches as far as the words that make it the title of another paper."""
    year = match.groupdict().get("year")
    lead_start = max(match.start() - 5, 0)
    lead = squeezed[lead_start : match.start()] + match.groupdict().get("body", "")
    issued = _INDIRECT_BEFORE.search(lead)
    before = issued or _ABOUT_BEFORE.search(lead)
    drawn = _INDIRECT_BEHIND.match(squeezed, match.end())
    behind = drawn or _one_word(text, squeezed, match.end())
    more = None if behind else _told_behind(squeezed, match.end(), body, year)
    start = _own_start(squeezed, match, [part for part in (body, year) if part])
    return Title(
        text=_as_printed(text, lead_start + before.start() if before else start, (behind or more or match).end()),
        body=(body or (more and more["body"]) or "").translate(_AS_DIGITS) or None,
        year=int(year or (more and more["year"]) or 0) or None,
        decoy=bool(before or behind),
        indirect=bool(drawn or (issued and _ISSUED_WHOLE.match(squeezed, match.end()))),
    )


def _told_behind(squeezed: str, end: int, body: str, year: str | None) -> re.Match[str] | None:
    """Return what a title adds at its end, the year or the body in brackets, where it does not begin with it."""
    told = _BEHIND.match(squeezed, end)
    if not told or (year if told["year"] else body or not _clean_body(told["body"])):
        return None
    return told


def _one_word(text: str, squeezed: str, end: int) -> re.Match[str] | None:
    """Return what makes the title one of another paper, if it goes on from the title without a blank."""
    behind = _ABOUT_BEHIND.match(squeezed, end)
    origins = squeeze(text) if behind else None
    if behind and origins and re.search(r"\s", text[origins.origin_after(end) : origins.origin_after(behind.end())]):
        return None
    return behind


def _own_start(squeezed: str, match: re.Match[str], parts: Sequence[str]) -> int:
    """Return where the title begins: with the body or year it names first, 关于 before it included."""
    found = [at for part in parts if (at := match.group().find(part)) >= 0]
    in_front = "body" in match.groupdict() or not re.match(_SUBJECT, match.group())
    start = match.start() + min(found, default=0) if in_front else match.start()
    about = squeezed[max(start - 2, 0) : start] == "关于" and start == match.start() + 2
    return start - 2 if about else start


def _as_printed(text: str, start: int, end: int) -> str:
    squeezed = squeeze(text)
    return _UNSEEN.sub("", text[squeezed.origin(start) : squeezed.origin_after(end)])


def _in_quotation(text: str, squeezed: str, start: int) -> bool:
    """A title inside 《》 is another document's, unless the whole text is that title or issues the report."""
    before = squeezed[:start]
    if before.count("《") <= before.count("》") or text.strip().startswith("《"):
        return False
    return not re.search(rf"关于(?:{_ISSUES})《$", before)


def _clean_body(body: str) -> str:
    """Return the name in what stands in the place of one, without its scope; empty when that is no name of a body."""
    names = re.split(rf"{_AND}(?![^()]*\))", _TRAILING_NOISE.sub("", _LEADING_NOISE.sub("", body))) if body else []
    found: list[str] = []
    for name in reversed(names):
        clean = _one_body(name)
        if not clean:
            break
        found.insert(0, clean)
    return _AND.join(found)


def _one_body(name: str) -> str:
    bare = name.strip("()·,.:")
    bare = without_scope(f"{bare})" if bare.count("(") > bare.count(")") else bare)
    return bare if _BODY.search(bare) and not _NO_BODY.search(bare) else ""


def _opening_candidates(opening: str) -> Iterator[str]:
    """Yield every line, then with one and two after it, for titles are broken; and the beginning as a whole.

    A line alone goes first, for what stands above it is more often a menu than the first half of its name; only a
    place above a name without one belongs to it.
    """
    lines = [line.strip() for line in opening.split("\n") if line.strip()]
    pairs = [(upper, lower) for upper, lower in pairwise(lines) if len(upper) < _LONGEST_LINE]
    yield from (upper + lower for upper, lower in pairs if _PLACE_ALONE.fullmatch(upper) and _lacks_place(lower))
    yield from _nearest_first(lines)
    yield from (upper + lower for upper, lower in pairs)
    yield from (
        first + second + third
        for first, second, third in zip(lines, lines[1:], lines[2:], strict=False)
        if len(first) < _LONGEST_LINE
    )
    yield opening[:_PREAMBLE]


def _nearest_first(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, those that are a title and nothing else before the others and from the last.

    Other years' reports are linked above, never between a title and its report; but a notice that comes first is
    what the page is, whatever titles it quotes.
    """
    titles = [title for line in lines if (title := parse_title(line))]
    if titles and not titles[0].decoy:
        yield from (line for line in reversed(lines) if (title := parse_title(line)) and title.text == line)
    yield from lines


def _lacks_place(line: str) -> bool:
    title = parse_title(line)
    return bool(title and title.body and line.startswith(title.body) and not places_of(title.body))


def periods(text: str) -> tuple[int, ...]:
    """Return the years whose first to last day a text names as its statistics period, each once."""
    ends = ((m[1] or m[3], m[2] or m[5] or m[1]) for m in _PERIOD.finditer(key(text)))
    return tuple(dict.fromkeys(int(first) for first, last in ends if first == last))


def signed_by(closing: Sequence[str]) -> str | None:
    """Return the body that signs in the last lines: on a line of its own above the date, or before it on one line."""
    lines = [_SEAL.sub("", key(western(line))) for line in closing if line.strip()]
    for above, line in zip(("", *lines), lines, strict=False):
        if re.fullmatch(DATED, line) and (name := _whole_body(above)):
            return name
        signed = re.fullmatch(rf"(?P<name>[{HAN}()]{{3,30}}?){DATED}", line)
        if signed and (name := _whole_body(signed["name"])):
            return name
    return None


def drawn_up_by(opening: str) -> str | None:
    """Return the one body that the preamble says drew the report up: 本报告由…编制.

    Whom to ask (请与…联系) is no such sentence, for that is an office of the body or of its government.
    """
    if "编制" not in opening:
        return None
    found = {_whole_body(m["by"] or m["self"]) for m in _DRAWN_UP.finditer(key(opening))}
    names = [name for name in found if name and not DRAFTERS.search(name)]
    return names[0] if len(names) == len(found) == 1 else None


def _whole_body(text: str) -> str:
    """Return a text that is the name of a body and nothing else."""
    name = _clean_body(text)
    return name if name == without_scope(text) else ""
