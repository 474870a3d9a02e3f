"""Whose report it is and of which year, from what the report calls itself.

The title decides; the registry's name wins over the title's where both mean the same body. Folders, 来源 and
ContentSource never decide: they often name the editor's office or another unit.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checks.reading.keys import key
from config.kinds import Kind

_SUBJECT = r"(?:政府信息|政务信息|政务公开|信息公开|政府政务)"
_YEAR = r"(?P<year>20[0-4]\d)年?度?"
_KIND_OF_PAPER = rf"(?:关于)?{_SUBJECT}[^,.;:!?]{{0,8}}?(?:的)?(?:年度|年)?(?:工作)?(?:报告|年报)"
_NAME = r"(?P<body>[\u4e00-\u9fff()·]{2,40}?)"
_TITLES = (
    re.compile(rf"{_NAME}(?:关于)?{_YEAR}(?:的)?(?P<rest>{_KIND_OF_PAPER})"),
    re.compile(rf"{_YEAR}{_NAME}(?P<rest>{_KIND_OF_PAPER})"),
    re.compile(rf"{_NAME}(?P<rest>{_SUBJECT}(?:公开)?(?:工作)?{_YEAR}(?:年度)?(?:工作)?报告)"),
    re.compile(rf"(?:关于)?{_YEAR}(?P<rest>{_KIND_OF_PAPER})"),
    re.compile(rf"{_NAME}(?P<rest>{_SUBJECT}[^,.;:!?]{{0,6}}?(?:年度报告|年报))"),
)
_PERIOD = re.compile(r"(20[0-4]\d)年1月1日(?:起)?(?:至|到|-|—|~)(?:(20[0-4]\d)年)?12月31日")
_DECOY = re.compile(
    r"解读|图解|一图读懂|通知|的函|指南|培训|网站工作年度报表|监管年度报表|法治政府|预决算|决算|统计年报|方案|要点|会议"
)
_SITE_SUFFIX = re.compile(r"\s*(?:[-_|—–]|--)\s*[^-_|—–]*$")
_LEADING_NOISE = re.compile(
    r"^(?:.*(?:当前位置|您的位置|首页|政务公开|信息公开年报|信息公开年度报告|>|»|/))?(?:标题:?)?(?:关于|公布|发布|印发)?"
)
_GOVERNMENT_OFFICES = re.compile(r"(?:人民)?政府$")
_NO_BODIES = frozenset({"", "政府", "政务", "本机关", "本单位", "年度", "做好"})
"""What a pattern may leave in the place of a name where the title has none."""
_PREAMBLE = 400
"""Signs before section one in which a title is looked for when no line is one."""


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body of the registry as far as reading needs it: its name, kind and other names."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart: the whole, the body and year it names; `decoy` if it announces something else."""

    text: str
    body: str | None
    year: int | None
    decoy: bool = False


def find_title(titles: Sequence[str], opening: str) -> Title | None:
    """Return the title of a report.

    Args:
        titles: what the page calls itself (metas, headings), most trusted first.
        opening: the text before section one.
    """
    options = [parse_title(_SITE_SUFFIX.sub("", text) or text) for text in titles]
    options += [parse_title(text) for text in _opening_candidates(opening)]
    known = [title for title in options if title and (title.year or title.body)]
    complete = [title for title in known if title.body and title.year]
    return next(iter(complete), None) or _combined(known)


def _combined(known: Sequence[Title]) -> Title | None:
    """Return the best incomplete title: one with a year before one with a name, which may be a line of a menu."""
    dated = next((title for title in known if title.year), None)
    return dated or next(iter(known), None)


def parse_title(text: str) -> Title | None:
    """Take one title apart; None when it is no title of an annual report."""
    squeezed = key(text)
    for pattern in _TITLES:
        match = pattern.search(squeezed)
        if match and not _in_quotation(text, squeezed, match.start()):
            named = match.groupdict()
            body = _clean_body(named.get("body") or "")
            if body in _NO_BODIES and "body" in named:
                continue
            year = int(named["year"]) if named.get("year") else None
            whole = squeezed[match.start() : match.end()]
            shown = whole[min((whole.index(t) for t in (body, str(year)) if t and t in whole), default=0) :]
            around = squeezed[max(match.start() - 4, 0) : match.end() + 8]
            return Title(shown, body or None, year, bool(_DECOY.search(around)))
    return None


def _in_quotation(text: str, squeezed: str, start: int) -> bool:
    """A title inside 《》 is another document's, unless the whole text is that title."""
    before = squeezed[:start]
    return before.count("《") > before.count("》") and not text.strip().startswith("《")


def _clean_body(body: str) -> str:
    body = _LEADING_NOISE.sub("", body)
    body = re.sub(r"(?:关于|的)$", "", body)
    return body.strip("()·,.:")


def _opening_candidates(opening: str) -> Iterable[str]:
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


def registry_body(named: str | None, opening: str, bodies: Sequence[BodyName]) -> BodyName | None:
    """Return the body of the registry that a report names; None when none or several are meant.

    The title's name counts first: exactly, then as a shortened or lengthened form that fits one body only. Without a
    name in the title the opening is asked for exactly one full name.
    """
    if named:
        exact = [body for body in bodies if _same(named, body)]
        if len(exact) == 1:
            return exact[0]
        near = [body for body in bodies if _similar(named, body)]
        return near[0] if len(near) == 1 else None
    text = key(opening)
    found = [body for body in bodies if any(key(name) in text for name in _names(body))]
    longest = [body for body in found if not any(key(body.name) in key(o.name) for o in found if o is not body)]
    return longest[0] if len(longest) == 1 else None


def _names(body: BodyName) -> tuple[str, ...]:
    return (body.name, *body.aliases)


def _same(named: str, body: BodyName) -> bool:
    return any(_core(named) == _core(name) for name in _names(body))


def _similar(named: str, body: BodyName) -> bool:
    """One name is the tail of the other: 市应急局 for 某市应急局, 某县财政局 for 某省某县财政局."""
    core = _core(named)
    return len(core) >= 3 and any(_core(name).endswith(core) or core.endswith(_core(name)) for name in _names(body))


def _core(name: str) -> str:
    """青禾县人民政府 and 青禾县 are the same body; 青禾县人民政府办公室 is another."""
    return _GOVERNMENT_OFFICES.sub("", key(name))
