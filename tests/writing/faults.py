"""Reports with exactly one fault, each beside its clean twin: what the bench of the rules is measured against.

A fault says of which family a finding must be, how grave at least, and, where figures are concerned, at which cells.
Nothing here knows how a fault is found.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from random import Random
from unicodedata import normalize

from .bodies import Body
from .clean import ORDINALS, TITLE, Dress, clean_gold, suffix, written
from .forms import APPLICANTS, RESOLUTIONS, FormId, outcome_rows
from .gold import Cells, Gold
from .grid import Grid, Slot
from .layouts import Layout
from .manuscript import Block, Heading
from .prose import SELF, Prose, careful, group, suits

ZERO = Decimal(0)

CellFault = Callable[[Gold, Random], Cells]
TextFault = Callable[[Gold, Random, Prose], Prose]
PaperFault = Callable[[Random, list[Block]], list[Block]]


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault.

    Attributes:
        family, level: of the finding that must come, `level` being the least grave that counts.
        form: the form it is possible in, None for both.
        shape: what makes a clean report able to have it (a body of some kind, some cases).
        figures: the cells it changes after the text was written.
        text: what it does to the text.
        paper: what it does to headings, paragraphs and tables.
        title: another title, with `{name}` and `{year}`.
    """

    family: str
    level: str = "warning"
    form: FormId | None = None
    shape: CellFault | None = None
    body: Body | None = None
    years: tuple[int, ...] = ()
    figures: CellFault | None = None
    text: TextFault | None = None
    paper: PaperFault | None = None
    title: str = TITLE
    cells: bool = True


@dataclass(frozen=True, slots=True)
class Pair:
    """A clean report and its faulty twin, as bytes, and the cells that were changed."""

    clean: bytes
    faulty: bytes
    filename: str
    changed: frozenset[str]


def pair(fault: Fault, rng: Random, layout: Layout) -> Pair:
    """Return a clean report and the same with one fault."""
    gold = _shaped(fault, rng)
    prose = careful(gold, rng)
    hand = rng.randrange(10**9)
    changed = fault.figures(gold, rng) if fault.figures else {}
    text = fault.text(gold, rng, prose) if fault.text else prose
    paper = partial(fault.paper, rng) if fault.paper else None
    clean = written(gold, prose, layout, hand)
    faulty = written(gold.having(changed), text, layout, hand, Dress(title=fault.title, paper=paper))
    named = frozenset(changed) if fault.cells else frozenset()
    return Pair(clean, faulty, f"report.{suffix(layout)}", named)


def _shaped(fault: Fault, rng: Random) -> Gold:
    gold = clean_gold(rng, fault.form)
    if fault.years:
        gold = replace(gold, year=rng.choice(fault.years))
    if fault.body:
        gold = replace(gold, body=fault.body)
    return gold.having(fault.shape(gold, rng)) if fault.shape else gold


def _off(rng: Random) -> int:
    return rng.randint(1, 9)


def _busy(gold: Gold, rng: Random) -> Cells:
    """Make sure that every group of results, carry-over and table four has something in it; every sum still holds."""
    cells: dict[str, Decimal | None] = {cell: ZERO for cell in gold.cells if cell.startswith(("t3.", "t4."))}
    rows = {row: Decimal(rng.randint(3, 30)) for row in _some_rows(gold, rng)}
    persons = dict(rows)
    companies = {row: Decimal(rng.randint(0, 4)) for row in rows}
    companies["granted"] += 2
    for key, part in (("natural_person", persons), ("company", companies)):
        handled = sum(part.values(), ZERO)
        out, carried = Decimal(rng.randint(2, 9)), Decimal(rng.randint(1, 3))
        cells |= {f"t3.{row}.{key}": value for row, value in part.items()}
        cells |= {
            f"t3.handled_total.{key}": handled,
            f"t3.carried_out.{key}": out,
            f"t3.carried_in.{key}": carried,
            f"t3.received.{key}": handled + out - carried,
        }
    for row in (*outcome_rows(gold.forms["t3"]), "handled_total", "carried_out", "carried_in", "received"):
        parts = (cells[f"t3.{row}.{key}"] or ZERO for key, _ in APPLICANTS if key != "total")
        cells[f"t3.{row}.total"] = sum(parts, ZERO)
    for place in ("review", "litigation_direct", "litigation_after_review"):
        figures = {key: Decimal(rng.randint(1, 20)) for key in ("upheld", "corrected", "other", "pending")}
        cells |= {f"t4.{place}.{key}": figure for key, figure in figures.items()}
        cells[f"t4.{place}.total"] = sum(figures.values(), ZERO)
    return cells | _busy_table2(gold, rng)


def _some_rows(gold: Gold, rng: Random) -> list[str]:
    rows = outcome_rows(gold.forms["t3"])
    chosen = [
        rng.choice([row for row in rows if row.split(".")[0] == name])
        for name in dict.fromkeys(r.split(".")[0] for r in rows)
    ]
    return list(dict.fromkeys(chosen))


def _busy_table2(gold: Gold, rng: Random) -> dict[str, Decimal | None]:
    figures = {"t2.licensing.decisions": 500, "t2.penalties.decisions": 90, "t2.coercion.decisions": 40}
    cells: dict[str, Decimal | None] = {cell: Decimal(rng.randint(low // 2, low)) for cell, low in figures.items()}
    row = "t2.normative_documents"
    issued = Decimal(rng.randint(4, 30))
    if gold.forms["t2"] == "2021":
        repealed = Decimal(rng.randint(1, int(issued) - 1))
        cells |= {f"{row}.issued": issued, f"{row}.repealed": repealed, f"{row}.in_force": issued + 61}
        cells["t2.fees.amount"] = Decimal(rng.randint(200, 9000)) / 100
    else:
        cells |= {f"{row}.made": issued, f"{row}.published": issued, f"{row}.total_published": issued + 61}
    return cells


def _plus(*cells: str) -> CellFault:
    def change(gold: Gold, rng: Random) -> Cells:
        more = _off(rng)
        return {cell: gold.count(cell) + more for cell in cells}

    return change


def _set(values: Mapping[str, int | str]) -> CellFault:
    return lambda _gold, _rng: {cell: Decimal(value) for cell, value in values.items()}


def _moved_between_columns(gold: Gold, rng: Random) -> Cells:
    row = "granted"
    return {
        f"t3.{row}.natural_person": gold.count(f"t3.{row}.natural_person") - 1,
        f"t3.{row}.company": gold.count(f"t3.{row}.company") + 1,
    }


def _counted_twice(_gold: Gold, rng: Random) -> Cells:
    return dict.fromkeys(("t3.partially_granted.natural_person", "t3.partially_granted.total"), Decimal(_off(rng)))


def _busy_but_nothing_in_part(gold: Gold, rng: Random) -> Cells:
    """Return busy figures without any partial grant, so that one entered beside the full grant counts twice."""
    cells = dict(_busy(gold, rng))
    for key, _ in APPLICANTS:
        gone = cells[f"t3.partially_granted.{key}"] or ZERO
        cells[f"t3.partially_granted.{key}"] = ZERO
        for row in ("handled_total", "received"):
            cells[f"t3.{row}.{key}"] = (cells[f"t3.{row}.{key}"] or ZERO) - gone
    return cells


def _swapped_columns(gold: Gold, rng: Random) -> Cells:
    one, other = "t3.handled_total.natural_person", "t3.handled_total.company"
    return {one: gold.count(other), other: gold.count(one)}


def _said(**texts: Callable[[Gold, Random], str]) -> TextFault:
    return lambda gold, rng, prose: prose.having(**{name: text(gold, rng) for name, text in texts.items()})


_HEAD = "（二）依申请公开。"


def _row(gold: Gold, row: str) -> Decimal:
    return gold.count(f"t3.{row}.total")


def _received(pattern: str) -> TextFault:
    def text(gold: Gold, rng: Random) -> str:
        wrong = _row(gold, "received") + _row(gold, "carried_in") + _off(rng)
        return _HEAD + pattern.format(n=wrong, us=SELF[gold.body.kind], year=gold.year)

    return _said(requests=text)


def _handled(pattern: str) -> TextFault:
    def text(gold: Gold, rng: Random) -> str:
        wrong = _row(gold, "handled_total") + _row(gold, "received") + _off(rng)
        return _HEAD + pattern.format(r=_row(gold, "received"), n=wrong)

    return _said(requests=text)


def _result(name: str, words: str) -> TextFault:
    def text(gold: Gold, rng: Random) -> str:
        wrong = sum((group(gold, each) for each in ("refused", "unavailable", "not_processed", "other")), ZERO)
        wrong += group(gold, name) + _off(rng)
        pattern = rng.choice(("其中{w}{n}件。", "{w}的有{n}件。", "经审查，{w}{n}份。"))
        return f"{_HEAD}收到政府信息公开申请{_row(gold, 'received')}件，" + pattern.format(w=words, n=wrong)

    return _said(requests=text)


def _carry(row: str, *patterns: str) -> TextFault:
    def text(gold: Gold, rng: Random) -> str:
        wrong = _row(gold, row) + _off(rng)
        words = rng.choice(patterns).format(n=wrong, next=gold.year + 1, last=gold.year - 1)
        return f"{_HEAD}收到政府信息公开申请{_row(gold, 'received')}件，{words}。"

    return _said(requests=text)


def _applicant(key: str, words: str) -> TextFault:
    def text(gold: Gold, rng: Random) -> str:
        wrong = (
            gold.count(f"t3.received.{key}")
            + gold.count(f"t3.carried_in.{key}")
            + gold.count("t3.received.total")
            + _off(rng)
        )
        lead = rng.choice(("其中", "涉及", ""))
        return f"{_HEAD}收到政府信息公开申请{_row(gold, 'received')}件，{lead}{words}{wrong}件。"

    return _said(requests=text)


def _disputes(pattern: str, figure: Callable[[Gold], Decimal]) -> TextFault:
    return _said(disputes=lambda gold, rng: pattern.format(n=figure(gold) + 100 + _off(rng)))


def _documents(pattern: str, column: str, less: bool = False) -> TextFault:
    def text(gold: Gold, rng: Random) -> str:
        right = gold.count(f"t2.normative_documents.{column}")
        return "（一）主动公开。" + pattern.format(n=right - rng.randint(1, 3) if less else right + 100 + _off(rng))

    return _said(proactive=text)


def _acts(pattern: str, row: str) -> TextFault:
    return _said(
        proactive=lambda gold, rng: "（一）主动公开。" + pattern.format(n=gold.count(f"t2.{row}.decisions") + _off(rng))
    )


def _local_sum(gold: Gold, rng: Random) -> str:
    first, second, rest = (rng.randrange(20, 900) for _ in range(3))
    total = first + second + rest + rng.choice((-7, -1, 1, 66))
    pattern = rng.choice(
        (
            "全年公开政府信息{t}条，其中机构职能{a}条，政策文件{b}条，其他信息{c}条。",
            "全年公开政府信息{t}条，(其中机构职能类{a}条、政策文件类{b}条、其他应主动公开信息{c}条)。",
            "全年共发布信息{t}条，其中：网站{a}条，新媒体{b}条，其余渠道{c}条。",
        )
    )
    return "（一）主动公开。" + pattern.format(t=total, a=first, b=second, c=rest)


def _lost_number(gold: Gold, rng: Random) -> str:
    return "（一）主动公开。" + rng.choice(
        (
            "全年主动公开政府信息 条，较好完成任务。",
            "全年公开核准企业资质条、施工许可证76条、排水许可证5条。",
            "全年公开政府信息320条，同比增长 %。",
            "全年共公开信息条，涵盖各科室。",
        )
    )


def _other_year(gold: Gold, rng: Random) -> str:
    us, year = SELF[gold.body.kind], gold.year - 1
    return rng.choice((f"{year}年，{us}坚持以公开为常态，扎实推进各项工作。", f"{year}年，全年共公开政府信息320条。"))


def _without_heading(place: int) -> PaperFault:
    """Leave a section out: its heading and its paragraphs."""

    def paper(_rng: Random, blocks: list[Block]) -> list[Block]:
        start = next(i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.text.startswith(ORDINALS[place]))
        end = next((i for i in range(start + 1, len(blocks)) if isinstance(blocks[i], Heading)), len(blocks))
        return blocks[:start] + blocks[end:]

    return paper


def _without_table(table: str) -> PaperFault:
    return lambda _rng, blocks: [b for b in blocks if not (isinstance(b, Grid) and b.table == table)]


def _printed(cell: str, change: Callable[[str], str]) -> PaperFault:
    """Print one cell differently."""

    def slot(each: Slot) -> Slot:
        return replace(each, text=change(each.text)) if each.cell == cell else each

    def paper(_rng: Random, blocks: list[Block]) -> list[Block]:
        return [
            replace(b, lines=tuple(tuple(map(slot, line)) for line in b.lines)) if isinstance(b, Grid) else b
            for b in blocks
        ]

    return paper


def _in_yuan(text: str) -> str:
    plain = normalize("NFKC", text).replace(",", "").removesuffix("元").removesuffix("万").strip()
    return f"{(Decimal(plain) * 10000).normalize():f}元"


_TOWN = Body("松篁镇人民政府", "township", "霁川县", "松篁镇政府")
_ZONE = Body("霁川经济开发区管委会", "other", "霁川县", "经济开发区管委会")
_COUNTY = Body("霁川县人民政府", "government", "霁川县", "霁川县")
_BUREAU = Body("霁川县司法局", "department", "霁川县", "县司法局")
_MARKET = Body("霁川县市场监督管理局", "department", "霁川县", "县市场监督管理局")
_SCHOOLS = Body("霁川县教育局", "department", "霁川县", "县教育局")


def _arithmetic(figures: CellFault, form: FormId | None = None) -> Fault:
    return Fault("arithmetic", "error", form, _busy, figures=figures)


def _narrative(text: TextFault, form: FormId | None = None, level: str = "warning") -> Fault:
    return Fault("narrative", level, form, _busy, body=_SCHOOLS, text=text, cells=False)


def _plausible(figures: CellFault, body: Body, form: FormId | None = None, level: str = "hint") -> Fault:
    return Fault("plausibility", level, form, _busy, body, figures=figures)


def _identity(
    text: Callable[[Gold, Prose], Prose],
    level: str = "warning",
    *,
    body: Body | None = None,
    form: FormId | None = None,
) -> Fault:
    return Fault("identity", level, form, body=body, text=lambda gold, _rng, prose: text(gold, prose))


def _nothing(_gold: Gold, _rng: Random) -> str:
    return ""


_BLANKED = tuple(f"t3.not_processed.publication.{key}" for key, _ in APPLICANTS)


def _nothing_in(cells: Sequence[str]) -> CellFault:
    """Make sure that a row of results holds nothing; every sum still holds."""

    def shape(gold: Gold, rng: Random) -> Cells:
        figures = dict(_busy(gold, rng))
        for cell in cells:
            key, gone = cell.rsplit(".", 1)[1], figures[cell] or ZERO
            figures[cell] = ZERO
            for row in ("handled_total", "received"):
                figures[f"t3.{row}.{key}"] = (figures[f"t3.{row}.{key}"] or ZERO) - gone
        return figures

    return shape


def _misnumbered(_rng: Random, blocks: list[Block]) -> list[Block]:
    """Number the fourth section as the third."""
    return [Heading(f"三{b.text[1:]}") if isinstance(b, Heading) and b.text.startswith("四") else b for b in blocks]


def _without_row(label: str) -> PaperFault:
    """Take a row out as people do in Word: what spans it spans one line less."""

    def shortened(grid: Grid, gone: int) -> Grid:
        kept = [
            tuple(replace(slot, down=slot.down - 1) if slot.down > gone - at > 0 else slot for slot in line)
            for at, line in enumerate(grid.lines)
        ]
        return replace(grid, lines=tuple(kept[:gone] + kept[gone + 1 :]))

    def paper(_rng: Random, blocks: list[Block]) -> list[Block]:
        return [shortened(b, gone) if isinstance(b, Grid) and (gone := _line_of(b, label)) else b for b in blocks]

    return paper


def _line_of(grid: Grid, label: str) -> int:
    return next((at for at, line in enumerate(grid.lines) if any(label in slot.text for slot in line)), 0)


def _relabelled(label: str, other: str) -> PaperFault:
    def relabelled(line: tuple[Slot, ...]) -> tuple[Slot, ...]:
        return tuple(replace(slot, text=slot.text.replace(label, other)) for slot in line)

    return lambda _rng, blocks: [
        replace(b, lines=tuple(map(relabelled, b.lines))) if isinstance(b, Grid) else b for b in blocks
    ]


FAULTS: Mapping[str, Fault] = {
    "row total": _arithmetic(_plus("t3.granted.total")),
    "column total": _arithmetic(_plus("t3.handled_total.natural_person")),
    "result cell": _arithmetic(_plus("t3.granted.company")),
    "received total": _arithmetic(_plus("t3.received.total")),
    "carried out, person and total": _arithmetic(_plus("t3.carried_out.natural_person", "t3.carried_out.total")),
    "carried in, company": _arithmetic(_plus("t3.carried_in.company")),
    "carried in, total": _arithmetic(_plus("t3.carried_in.total")),
    "total of results": _arithmetic(_plus("t3.handled_total.total")),
    "case moved between columns": _arithmetic(_moved_between_columns),
    "result counted twice": replace(_arithmetic(_counted_twice), shape=_busy_but_nothing_in_part),
    "columns swapped in a total": _arithmetic(_swapped_columns),
    "review total": _arithmetic(_plus("t4.review.total")),
    "review outcome": _arithmetic(_plus("t4.review.upheld")),
    "suits without review, total": _arithmetic(_plus("t4.litigation_direct.total")),
    "suits after review, outcome": _arithmetic(_plus("t4.litigation_after_review.pending")),
    "negative count": _arithmetic(_set({"t2.penalties.decisions": -3})),
    "half a case": _arithmetic(_set({"t2.licensing.decisions": "12.5"})),
    "in force below issued": _arithmetic(_set({"t2.normative_documents.in_force": 0}), "2021"),
    "total published below new": replace(
        _arithmetic(_set({"t2.normative_documents.total_published": 1}), "2019"), level="warning"
    ),
    "more items removed than there were": replace(
        _arithmetic(_set({"t2.licensing.items_last_year": 4, "t2.licensing.change": -9}), "2019"), level="warning"
    ),
    "rules of a township": _plausible(_set({"t2.regulations.in_force": 6}), _TOWN, "2021", "error"),
    "rules of a township, 2019": _plausible(_set({"t2.regulations.made": 21}), _TOWN, "2019", "error"),
    "rules of a department": _plausible(_set({"t2.regulations.in_force": 2}), _BUREAU, "2021", "warning"),
    "rules of a zone": _plausible(_set({"t2.regulations.total_published": 7}), _ZONE, "2019", "warning"),
    "made, never published": _plausible(
        _set({"t2.normative_documents.published": 0, "t2.normative_documents.total_published": 0}),
        _TOWN,
        "2019",
        "warning",
    ),
    "only this year's documents": _plausible(
        lambda gold, _rng: {"t2.normative_documents.total_published": gold.count("t2.normative_documents.published")},
        _COUNTY,
        "2019",
    ),
    "pair pasted into another group": _plausible(
        lambda gold, _rng: {
            "t2.penalties.decisions": gold.count("t2.licensing.decisions") or Decimal(1),
            "t2.coercion.decisions": gold.count("t2.other_services.decisions") + 40,
            "t2.other_services.decisions": gold.count("t2.other_services.decisions") + 40,
        },
        _COUNTY,
        "2019",
    ),
    "no penalties of a market regulator": _plausible(_set({"t2.penalties.decisions": 0}), _MARKET),
    "yuan for 万元": _plausible(_set({"t2.fees.amount": "903000"}), _TOWN, "2021"),
    "direct suits after 2024": Fault(
        "plausibility",
        "hint",
        "2021",
        lambda gold, rng: {
            **_busy(gold, rng),
            **{f"t4.litigation_direct.{key}": ZERO for key, _ in RESOLUTIONS},
        },
        _COUNTY,
        years=(2024, 2025),
        figures=_set({"t4.litigation_direct.upheld": 2, "t4.litigation_direct.total": 2}),
    ),
    "元 in the cell": Fault(
        "plausibility", "error", "2021", _busy, _COUNTY, paper=_printed("t2.fees.amount", _in_yuan)
    ),
    "received": _narrative(_received("全年收到政府信息公开申请{n}件。")),
    "received, other words": _narrative(_received("{year}年，{us}共受理依申请公开件{n}宗。")),
    "newly received": _narrative(_received("本年度新收政府信息公开申请{n}份。")),
    "received, second mention": _narrative(
        lambda gold, _rng, prose: prose.having(
            second=f"全年共收到政府信息公开申请{_row(gold, 'received') + _row(gold, 'carried_in') + 31}件。"
        )
    ),
    "handled": _narrative(_handled("收到政府信息公开申请{r}件，答复{n}件。")),
    "handled, other words": _narrative(_handled("受理政府信息公开申请{r}件，办结{n}件。")),
    "none received": _narrative(
        _said(
            requests=lambda _gold, rng: (
                _HEAD + rng.choice(("全年未收到政府信息公开申请。", "本年度没有收到政府信息公开申请。"))
            )
        )
    ),
    "some received, none in the table": Fault(
        "narrative",
        body=_SCHOOLS,
        shape=lambda gold, _rng: {cell: ZERO for cell in gold.cells if cell.startswith("t3.")},
        text=_said(requests=lambda _gold, rng: f"{_HEAD}全年收到政府信息公开申请{_off(rng)}件。"),
    ),
    "granted": _narrative(_result("granted", "予以公开")),
    "partially granted": _narrative(_result("partially_granted", "部分公开")),
    "refused": _narrative(_result("refused", "不予公开")),
    "unavailable": _narrative(_result("unavailable", "无法提供")),
    "not processed": _narrative(_result("not_processed", "不予处理")),
    "handled otherwise": _narrative(_result("other", "其他处理")),
    "carried in": _narrative(_carry("carried_in", "上年结转{n}件", "上年度结转申请{n}件", "其中{last}年结转{n}件")),
    "carried out": _narrative(
        _carry(
            "carried_out",
            "结转下年度{n}件",
            "结转下一年度继续办理{n}件",
            "{n}件结转下年度办理",
            "另有{n}件顺延到下年度答复",
            "结转{next}年{n}件",
        )
    ),
    "natural persons": _narrative(_applicant("natural_person", "自然人")),
    "companies": _narrative(_applicant("company", "商业企业")),
    "all closed": _narrative(
        _said(
            requests=lambda gold, rng: (
                f"{_HEAD}收到政府信息公开申请{_row(gold, 'received')}件，"
                + rng.choice(("均已办结。", "全部按时办结。", "办结率100%。", "均在法定期限内办理完毕。"))
            )
        )
    ),
    "reviews": _narrative(_disputes("因政府信息公开被申请行政复议{n}件。", lambda gold: gold.count("t4.review.total"))),
    "reviews upheld": _narrative(
        _disputes("政府信息公开行政复议案件中，结果维持{n}件。", lambda gold: gold.count("t4.review.upheld"))
    ),
    "suits": _narrative(_disputes("发生政府信息公开行政诉讼案件{n}件。", lambda gold: suits(gold, "total"))),
    "no review": _narrative(
        _said(
            disputes=lambda _gold, rng: rng.choice(
                (
                    "本年度未发生因政府信息公开引起的行政复议、行政诉讼。",
                    "没有因政府信息公开引起的行政复议和行政诉讼案件。",
                )
            )
        )
    ),
    "all upheld": _narrative(_said(disputes=lambda _gold, _rng: "政府信息公开行政复议案件全部维持。")),
    "documents issued": _narrative(_documents("全年制发规范性文件{n}件。", "issued"), "2021"),
    "documents published": _narrative(_documents("网站发布规范性文件{n}篇。", "issued", less=True), "2021"),
    "documents in force": _narrative(_documents("公开现行有效行政规范性文件{n}件。", "in_force"), "2021"),
    "documents repealed": _narrative(_documents("废止规范性文件{n}件。", "repealed"), "2021"),
    "documents made, 2019": _narrative(_documents("全年制定规范性文件{n}件。", "made"), "2019"),
    "penalties": _narrative(_acts("全年作出行政处罚决定{n}件。", "penalties")),
    "licences": _narrative(_acts("全年作出行政许可决定{n}件。", "licensing")),
    "fees of table two": _narrative(
        _said(
            proactive=lambda gold, rng: (
                f"（一）主动公开。全年行政事业性收费{gold.count('t2.fees.amount') + _off(rng)}万元。"
            )
        ),
        "2021",
    ),
    "processing fees, two statements": _narrative(
        lambda _gold, _rng, prose: prose.having(fee="未收取信息处理费。", more="收取信息处理费400元。"),
        "2021",
    ),
    "local sum": _narrative(_said(proactive=_local_sum)),
    "number lost": _narrative(_said(proactive=_lost_number)),
    "another year's work": _narrative(_said(opening=_other_year)),
    "share": _narrative(
        _said(
            requests=lambda gold, _rng: (
                f"{_HEAD}收到政府信息公开申请{_row(gold, 'received')}件，予以公开{_row(gold, 'granted')}件，占99.7%。"
            )
        ),
        level="hint",
    ),
    "growth": _narrative(
        _said(
            proactive=lambda gold, _rng: (
                f"（一）主动公开。{gold.year - 1}年公开信息100条，{gold.year}年公开信息120条，增长33%。"
            )
        ),
        level="hint",
    ),
    "section one left out": Fault("form", paper=_without_heading(0)),
    "section five left out": Fault("form", paper=_without_heading(4)),
    "section six left out": Fault("form", paper=_without_heading(5)),
    "table two left out": Fault("form", paper=_without_table("t2")),
    "table three left out": Fault("form", paper=_without_table("t3")),
    "table four left out": Fault("form", paper=_without_table("t4")),
    "processing fees not told": Fault("form", form="2021", text=_said(fee=lambda _gold, _rng: "无。", traps=_nothing)),
    "section five without measures": Fault(
        "text", text=_said(problems=lambda _gold, _rng: "无。", measures=lambda _gold, _rng: "")
    ),
    "placeholder": Fault(
        "identity", text=_said(platform=lambda _gold, _rng: "（四）平台建设。网址为（具体网址），设栏目XX个。")
    ),
    "period of another year": Fault(
        "identity",
        text=_said(
            preamble=lambda gold, _rng: (
                f"本报告所列数据的统计期限自{gold.year - 1}年1月1日起至{gold.year - 1}年12月31日止。"
            )
        ),
    ),
    "doubled word": Fault(
        "text", "hint", text=_said(management=lambda _gold, _rng: "（三）政府信息管理。一是规范审核审核发布机制。")
    ),
    "period a day short": _identity(
        lambda _gold, prose: prose.having(preamble=prose.preamble.replace("12月31日", "12月30日")), "error"
    ),
    "lead of another office": _identity(
        lambda gold, prose: prose.having(
            preamble=f"现公布霁川县水利局{gold.year}年政府信息公开工作年度报告。{prose.preamble}"
        ),
        body=_SCHOOLS,
    ),
    "sentence of another county": _identity(
        lambda gold, prose: prose.having(opening=f"{gold.year}年，栖霞县教育局认真落实条例，公开信息30条。"),
        "error",
        body=_SCHOOLS,
    ),
    "words of a superior": _identity(
        lambda gold, prose: prose.having(opening=f"{gold.year}年，全省各级行政机关认真落实条例。"), body=_TOWN
    ),
    "self-name of another kind": _identity(
        lambda gold, prose: prose.having(opening=f"{gold.year}年，我局坚持公开。我局更加规范。"), "hint", body=_TOWN
    ),
    "instrument of the old form": _identity(
        lambda _gold, prose: prose.having(preamble=prose.preamble.replace("〔2021〕30号", "〔2019〕60号")), form="2021"
    ),
    "instruction of the template": _identity(
        lambda _gold, prose: prose.having(management="（三）政府信息管理。该部分以表格形式报告，表格如下。")
    ),
    "seven parts announced": _identity(
        lambda _gold, prose: prose.having(preamble=f"{prose.preamble}本报告共七个部分。"), "hint"
    ),
    "title without its year": Fault("identity", "hint", title="{name}政府信息公开工作年度报告"),
    "headings misnumbered": Fault("form", "hint", paper=_misnumbered),
    "topics left out": Fault(
        "form",
        form="2021",
        text=_said(
            **dict.fromkeys(
                ("proactive", "requests", "disputes", "management", "platform", "oversight", "traps"), _nothing
            )
        ),
    ),
    "assessment not told": Fault(
        "form",
        body=_COUNTY,
        form="2021",
        text=_said(oversight=lambda _gold, _rng: "（五）监督保障。全年培训2次、自查4次。", traps=_nothing),
    ),
    "row deleted": Fault("form", paper=_without_row("重复申请")),
    "row relabelled": Fault("form", "hint", paper=_relabelled("重复申请", "重复申靖")),
    "row of zeros left blank": Fault(
        "form", shape=_nothing_in(_BLANKED), figures=lambda _gold, _rng: dict.fromkeys(_BLANKED)
    ),
    "words in a number cell": Fault("form", "hint", "2021", paper=_printed("t2.licensing.decisions", "{}件".format)),
    "section six empty": Fault("form", form="2021", text=_said(fee=_nothing)),
    "results by the words of the form": _narrative(
        _said(
            requests=lambda gold, rng: (
                f"{_HEAD}收到政府信息公开申请{_row(gold, 'received')}件，不予公开{group(gold, 'refused')}件"
                f"（其中属于四类过程性信息{group(gold, 'refused') + _off(rng)}件）。"
            )
        )
    ),
    "penalties, second of a list": _narrative(
        _said(
            proactive=lambda gold, rng: (
                f"（一）主动公开。作出行政许可决定{gold.count('t2.licensing.decisions')}件、"
                f"行政处罚决定{gold.count('t2.penalties.decisions') + _off(rng)}件。"
            )
        )
    ),
    "suits, second of a list": _narrative(
        _said(
            disputes=lambda gold, rng: (
                f"因政府信息公开引发行政复议{gold.count('t4.review.total')}件、"
                f"行政诉讼{suits(gold, 'total') + 100 + _off(rng)}件。"
            )
        )
    ),
    "shares of everything": _narrative(
        _said(proactive=lambda _gold, _rng: "（一）主动公开。网站占45%，新媒体占25%，其他渠道占20%。"), level="hint"
    ),
    "section five formulaic": Fault(
        "text",
        "hint",
        text=_said(
            problems=lambda _gold, _rng: "存在的问题：公开意识有待加强，公开内容不够全面，队伍建设有待加强。",
            measures=lambda _gold, _rng: "下一步，进一步提高认识，进一步加强学习，不断提升工作水平。",
        ),
    ),
    "personal data": Fault(
        "text", text=_said(second=lambda _gold, _rng: "申请人张小明（电话13800138000）申请公开征地材料。")
    ),
    "mojibake": Fault("text", text=_said(management=lambda _gold, _rng: "（三）政府信息管理。锟斤拷锟斤拷文件审查。")),
    "misprint": Fault(
        "text", "hint", text=_said(management=lambda _gold, _rng: "（三）政府信息管理。着力提高政府政府公信力。")
    ),
    "point left out": Fault(
        "text", "hint", text=_said(platform=lambda _gold, _rng: "（四）平台建设。一是更新栏目。三是核对链接。")
    ),
    "last year's sentence for this year's": _narrative(
        lambda gold, _rng, prose: prose.having(second=f"{gold.year - 1}年，我局共公开信息320条，全年办理答复5件。")
    ),
}
"""Every kind of fault by name."""
