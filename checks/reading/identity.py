"""Whose report it is and of which year, from what the report calls itself.

The title decides; the registry's name wins over the title's where both mean the same body. Folders, 来源 and
ContentSource never decide: they often name the editor's office or another unit.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from checks.reading.keys import key, squeeze
from config.kinds import Kind

_SUBJECT = r"(?:政府信息|政务信息|政务公开|信息公开|政府政务)"
_YEAR = r"(?P<year>20[0-4]\d)年?度?"
_KIND_OF_PAPER = rf"(?:关于)?{_SUBJECT}[^,.;:!?]{{0,8}}?(?:的)?(?:年度|年)?(?:工作)?(?:报告|年报)"
_YEAR_INSIDE = rf"{_SUBJECT}(?:公开)?(?:工作)?{_YEAR}(?:年度)?(?:工作)?(?:报告|年报)"
_NAME = r"(?P<body>[\u4e00-\u9fff()·]{2,40}?)"
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

_CHINESE_YEAR = re.compile(r"二[〇○零oO0][一二三四五六七八九〇○零]{2}(?=年)")
_DIGITS = str.maketrans("〇○零oO一二三四五六七八九", "00000123456789")
_PERIOD = re.compile(r"(20[0-4]\d)年1月1日(?:起)?(?:至|到|-|—|~)(?:(20[0-4]\d)年)?12月31日")

_ABOUT_BEFORE = re.compile(r"解读|关于.*(?:做好|报送|开展|填报|编制|编写)|^(?:转发|召开|做好)")
_ABOUT_BEHIND = re.compile(
    r"\(?解读|(?!根据|按照|依照|依据|现|本|为|由|\()[^,.;:!?《]{0,20}?"
    r"(?:通知|公告|的函|通报|解读|问答|培训|部署|推进会|指南|模板|范本|评估|评议|方案|出炉|填报|百科|文库|范文)"
)
"""Words around a title that make it the title of another paper."""
_INDIRECT_BEFORE = re.compile(r"关于.*(?:印发|公布|发布)|图解|一图读懂|长图|图说")
_INDIRECT_BEHIND = re.compile(r"\(?(?:图解|一图读懂|长图|图说)版?\)?")
"""Words of a paper that issues a report or draws it: it may hold the report."""
_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]")
_FOREIGN = re.compile("百科|文库|范文")
"""Sites that only copy reports; their names stand behind the title."""

_SITE_SUFFIX = re.compile(r"\s*(?:[-_|—–]|--)\s*[^-_|—–]*$")
_LEADING_NOISE = re.compile(
    r"^.*(?:当前位置|您的位置|首页|政务公开(?![一-鿿]*[局办心室])|信息公开年报|信息公开年度报告|一图读懂|图解|解读|现将|现公布"
    r"|关于(?:印发|公布|发布|做好|报送|开展|编制))"
    r"|^(?:标题:?)?(?:关于|公布|发布|印发)"
)
_TRAILING_NOISE = re.compile(r"(?:编制|编写|公布|发布)?(?:关于|的)?$")
_BODY = re.compile(
    r"(?:[省市县区州盟旗乡镇局委厅办室院处所署社台馆站部会队校关司行]|政府|中心|街道|公司|基地|园|大学)"
    r"(?:\([^()]{1,12}\))?$"
)
"""How names of bodies end; what ends otherwise in the place of a name is a word of a menu or of the sentence."""
_NO_BODY = re.compile(r"^(?:[本该我各全贵年]|以上|上述)|^(?:行政机关|机关|单位|政府|政务|首页|人民政府)$")
_GOVERNMENT_OFFICES = re.compile(r"(?:人民)?政府$")
_OFFICIAL = re.compile(r"\(?本级(?:机关)?\)?$")
_PREAMBLE = 400
"""Signs before section one in which a title is looked for when no line is one."""
_REPORTED_ON = r"(?:\(以下简称[^()]*\))?(?:编制|20[0-4]\d年度?(?:政府|政务)?(?:信息公开)?(?:工作)?的?(?:年度)?报告)"
"""What follows the name of the body in a preamble that says whose report it is."""
_DATED = r"\(?20[0-4]\d年\d{1,2}月\d{1,2}日\)?$"


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body of the registry as far as reading needs it: its name, kind and other names."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the present one first."""
        return (self.name, *self.aliases)


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


def find_title(titles: Sequence[str], opening: str, list_title: str | None = None) -> Title | None:
    """Return the title of a report.

    Args:
        titles: what the page calls itself (metas, headings), most trusted first.
        opening: the text before section one.
        list_title: what a list that linked to it calls it; it adds what the page does not say.
    """
    foreign = next((text for text in titles if _FOREIGN.search(text)), None)
    named = (parse_title(_SITE_SUFFIX.sub("", text) or text) for text in titles)
    options = [title for title in (*named, *map(parse_title, _opening_candidates(opening))) if title]
    best = options[0] if options and options[0].decoy else max(options, key=lambda title: title.known, default=None)
    own = parse_title(foreign) if foreign else best
    listed = parse_title(list_title) if list_title else None
    if own and listed:
        return replace(own, body=own.body or listed.body, year=own.year or listed.year)
    return own or listed


@lru_cache(maxsize=2048)
def parse_title(text: str) -> Title | None:
    """Take one title apart; None when it is no title of an annual report."""
    plain = key(text[:_PREAMBLE])
    if "报告" not in plain and "年报" not in plain:
        return None
    squeezed = _CHINESE_YEAR.sub(lambda match: "2" + match.group()[1:].translate(_DIGITS), plain)
    for pattern in _TITLES:
        match = pattern.search(squeezed)
        if match and not _in_quotation(text, squeezed, match.start()):
            named = match.groupdict()
            body = _clean_body(named.get("body") or "")
            if body or "body" not in named:
                return _title(text, squeezed, match, body)
    return None


def _title(text: str, squeezed: str, match: re.Match[str], body: str) -> Title:
    """Return the title of a match; it reaches as far as the words that make it the title of another paper."""
    year = match.groupdict().get("year")
    lead_start = max(match.start() - 4, 0)
    lead = squeezed[lead_start : match.start()] + match.groupdict().get("body", "")
    issued = _INDIRECT_BEFORE.search(lead)
    before = issued or _ABOUT_BEFORE.search(lead)
    drawn = _INDIRECT_BEHIND.match(squeezed, match.end())
    behind = drawn or _one_word(text, squeezed, match.end())
    start = _own_start(squeezed, match, [part for part in (body, year) if part])
    return Title(
        text=_as_printed(text, lead_start + before.start() if before else start, (behind or match).end()),
        body=body or None,
        year=int(year) if year else None,
        decoy=bool(before or behind),
        indirect=bool(issued or drawn),
    )


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
    """A title inside 《》 is another document's, unless the whole text is that title."""
    before = squeezed[:start]
    return before.count("《") > before.count("》") and not text.strip().startswith("《")


def _clean_body(body: str) -> str:
    """Return the name in what stands in the place of one; empty when that is no name of a body."""
    name = _TRAILING_NOISE.sub("", _LEADING_NOISE.sub("", body)).strip("()·,.:") if body else ""
    name = f"{name})" if name.count("(") > name.count(")") else name
    return name if _BODY.search(name) and not _NO_BODY.search(name) else ""


def _opening_candidates(opening: str) -> Iterable[str]:
    """Yield every line, with one and two after it, for titles are broken; and the beginning as a whole."""
    lines = [line.strip() for line in opening.split("\n") if line.strip()]
    for index, line in enumerate(lines):
        yield line
        if index + 1 < len(lines) and len(line) < 60:
            yield line + lines[index + 1]
            if index + 2 < len(lines):
                yield line + lines[index + 1] + lines[index + 2]
    yield opening[:_PREAMBLE]


def periods(text: str) -> tuple[int, ...]:
    """Return the years whose first to last day a text names as its statistics period, each once."""
    return tuple(dict.fromkeys(int(m[1]) for m in _PERIOD.finditer(key(text)) if m[2] is None or m[1] == m[2]))


def signed_by(closing: Sequence[str]) -> str | None:
    """Return the body that signs in the last lines: on a line of its own above the date, or before it on one line."""
    lines = [key(line) for line in closing if line.strip()]
    for above, line in zip(("", *lines), lines, strict=False):
        if re.fullmatch(_DATED, line) and (name := _clean_body(above)) == above and name:
            return name
        signed = re.fullmatch(rf"(?P<name>[\u4e00-\u9fff()]{{3,30}}){_DATED}", line)
        if signed and (name := _clean_body(signed["name"])) == signed["name"]:
            return name
    return None


def bodies_meant(named: str, bodies: Sequence[BodyName]) -> tuple[BodyName, ...]:
    """Return the bodies of the registry that a name may mean: exactly, else as a shortened or lengthened form."""
    exact = tuple(body for body in bodies if any(_core(named) == _core(name) for name in body.names))
    return exact or tuple(body for body in bodies if _similar(_core(named), body))


def bodies_mentioned(opening: str, closing: Sequence[str], bodies: Sequence[BodyName]) -> tuple[BodyName, ...]:
    """Return the bodies whose full names a text gives as those that report: in its preamble or before its last date."""
    text, end = key(opening), key("".join(closing))
    found = tuple(body for body in bodies if any(_reports(key(name), text, end) for name in body.names))
    return tuple(body for body in found if not any(key(body.name) in key(o.name) for o in found if o is not body))


def _reports(name: str, opening: str, end: str) -> bool:
    return bool(re.search(re.escape(name) + _REPORTED_ON, opening) or re.search(re.escape(name) + _DATED, end))


def _similar(core: str, body: BodyName) -> bool:
    if len(core) < 3:
        return False
    return any(_is_tail(core, name, body.name) or _is_shortened(core, name) for name in map(_core, body.names))


def _is_tail(core: str, name: str, full: str) -> bool:
    """One name is the tail of the other: 县财政局 for 某县财政局, 某省某县财政局 for 某县财政局.

    What stands before a short name must fit the full one: the 县财政局 of another county is another body.
    """
    if name.endswith(core):
        return True
    place = core.removesuffix(name)
    return core.endswith(name) and len(name) >= 3 and (name == _core(full) or place[-2:] in full)


def _is_shortened(core: str, name: str) -> bool:
    """All signs of the short name stand in the full one in their order, and both end alike: 市应急局, 市应急管理局."""
    rest = iter(name)
    return len(core) >= 4 and core[-1] == name[-1] and all(sign in rest for sign in core)


def _core(name: str) -> str:
    """青禾县人民政府 and 青禾县 are the same body; 青禾县人民政府办公室 is another."""
    return _GOVERNMENT_OFFICES.sub("", _OFFICIAL.sub("", key(name)))
