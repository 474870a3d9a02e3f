"""Reports without a fault: what the bench of the rules must not accuse.

Beside the sentences of `traps` they hold, each by chance, everything else that only looks like a fault; the numbers
in brackets are those of the list of 88 types of errors.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from .bodies import LAWMAKERS
from .forms import FormId
from .gold import Gold, dice, random_gold
from .grid import Grid, Slot
from .hand import Medium
from .layouts import Layout
from .manuscript import Block, Heading, Manuscript, Paragraph, compose
from .prose import Prose, careful, group
from .traps import TRAPS
from .words import HEADINGS, random_headings

ZERO = Decimal(0)
ORDINALS = "一二三四五六"
TITLE = "{name}{year}年政府信息公开工作年度报告"
TITLES = (
    TITLE,
    TITLE,
    TITLE,
    "{name}{year}年度政府信息公开工作年度报告",
    "{year}年{name}政府信息公开工作年度报告",
    TITLE[:-4] + "…",
)
"""The last is cut as a CMS cuts long ones (22)."""


@dataclass(frozen=True, slots=True)
class Dress:
    """How a report is printed: its title with `{name}` and `{year}`, six headings, and a change to its blocks."""

    title: str = TITLE
    headings: Sequence[str] = tuple(f"{ordinal}、{HEADINGS[place][0]}" for place, ordinal in enumerate(ORDINALS))
    paper: Callable[[list[Block]], list[Block]] | None = None


def clean_gold(rng: Random, form: FormId | None = None) -> Gold:
    """Return a report that breaks nothing: zeros printed, no 规章, stocks that hold what they must."""
    chosen: FormId = form or ("2019" if rng.random() < 0.3 else "2021")
    gold = random_gold(rng, chosen).filled()
    cells = {cell: ZERO for cell in gold.cells if cell.startswith("t2.regulations.")}
    if chosen == "2019":
        made = gold.count("t2.normative_documents.made")
        more = Decimal(rng.randrange(1, 90))
        cells |= {"t2.normative_documents.published": made, "t2.normative_documents.total_published": made + more}
        for row in ("licensing", "other_services", "penalties", "coercion", "fees"):
            items, change = gold.count(f"t2.{row}.items_last_year"), gold.count(f"t2.{row}.change")
            cells[f"t2.{row}.items_last_year"] = max(items, -change)
    elif "t2.fees.amount" in gold.cells:
        cells["t2.fees.amount"] = Decimal(rng.randrange(0, 90000)) / 100
    return gold.having(cells)


def clean_report(rng: Random, layout: Layout) -> bytes:
    """Return one clean report.

    One in eight leaves the row of 规章 blank, as bodies without that power do (41); some bodies have that power (53).
    """
    gold = clean_gold(rng)
    if rng.random() < 0.1:
        gold = _with_rules(gold, rng)
    if gold.form == "2019" and rng.random() < 0.3:
        gold = _with_documents_kept(gold)
    prose = _dressed(careful(gold, rng), gold, rng)
    if rng.random() < 0.12 and gold.body not in LAWMAKERS:
        gold = gold.having({cell: None for cell in gold.cells if cell.startswith("t2.regulations.")})
    paper = _with_unit if rng.random() < 0.1 and not layout.medium.joined else None
    dress = Dress(rng.choice(TITLES), random_headings(rng), paper)
    return written(gold, prose, layout, rng.randrange(10**9), dress)


def _with_rules(gold: Gold, rng: Random) -> Gold:
    """Give the report to a body that makes rules, and have it make some."""
    made, more = Decimal(rng.randrange(1, 6)), Decimal(rng.randrange(20, 90))
    if gold.forms["t2"] == "2021":
        figures = {"issued": made, "repealed": ZERO, "in_force": more}
    else:
        figures = {"made": made, "published": made, "total_published": more}
    rules = replace(gold, body=rng.choice(LAWMAKERS))
    return rules.having({f"t2.regulations.{column}": figure for column, figure in figures.items()})


def _with_documents_kept(gold: Gold) -> Gold:
    """Make more documents than are published, since some may not be (51)."""
    return gold.having({"t2.normative_documents.made": gold.count("t2.normative_documents.made") + 3})


def _dressed(prose: Prose, gold: Gold, rng: Random) -> Prose:
    """Change the text in ways that change nothing about its truth."""
    for _, habit in rng.sample(HABITS, 2):
        prose = habit(prose, gold)
    return prose


def _digits_lost(prose: Prose, gold: Gold) -> Prose:
    """Lose units of the dates to a font (24, 72)."""
    lead, year = prose.preamble.split("本报告")[0], gold.year
    return prose.having(preamble=f"{lead}本报告所列数据的统计期限自{year}11日到{year}1231日。")


def _parts_announced(prose: Prose, _gold: Gold) -> Prose:
    """Announce the parts loosely (30)."""
    return prose.having(preamble=prose.preamble + "本报告由总体情况、主动公开政府信息情况、申请办理等六个部分组成。")


def _fee_in_section_one(prose: Prose, gold: Gold) -> Prose:
    """State the processing fees outside section six (82)."""
    if gold.year < 2021:
        return prose
    return prose.having(fee_told="全年未收取政府信息公开信息处理费。", fee="无其他需要报告的事项。")


def _measures_apart(prose: Prose, gold: Gold) -> Prose:
    """Put the measures under a heading of their own (78)."""
    return prose.having(measures=f"（二）下一步打算\n{gold.year + 1}年将每季度核对一次栏目，安排3次培训。")


def _topics_without_numbers(prose: Prose, _gold: Gold) -> Prose:
    """Tell the five topics without numbering them (36)."""
    bare = {name: text.split("）", 1)[1] for name, text in prose.overview.items() if text.startswith("（")}
    return prose.having(**bare)


def _topics_like_sections(prose: Prose, _gold: Gold) -> Prose:
    """Number the topics as the main sections are numbered (35)."""
    topics = [name for name, text in prose.overview.items() if text.startswith("（")]
    return prose.having(
        **{name: f"{number}、{prose.overview[name][3:]}" for number, name in zip(ORDINALS, topics, strict=False)}
    )


def _renamed(prose: Prose, gold: Gold) -> Prose:
    """Name the body that was merged into this one (25, 48)."""
    return prose.having(preamble=f"{gold.body.name}由原{gold.body.name}等单位合并组建。{prose.preamble}")


def _contact(prose: Prose, gold: Gold) -> Prose:
    """Name a person to turn to (85)."""
    return prose.having(
        preamble=f"{prose.preamble}如对本报告有疑问，请与{gold.body.name}办公室联系（联系人：李明，电话：0000-1234567）。"
    )


def _without_assessment(prose: Prose, gold: Gold) -> Prose:
    """Leave out the results of assessment, which only governments give (37)."""
    if gold.body.kind in {"government", "township"}:
        return prose
    return prose.having(oversight="（五）监督保障。全年培训2次、自查4次。")


def _results_together(prose: Prose, gold: Gold) -> Prose:
    """Give results as sums of groups (65)."""
    shown = group(gold, "granted") + group(gold, "partially_granted")
    rest = sum((group(gold, name) for name in ("refused", "unavailable", "not_processed", "other")), ZERO)
    if not shown + rest:
        return prose
    told = f"予以公开或部分公开{shown}件，不予公开、无法提供、不予处理和其他处理共{rest}件。"
    return prose.having(requests=f"（二）依申请公开。办理的政府信息公开申请中，{told}")


def _few_words(prose: Prose, _gold: Gold) -> Prose:
    """Say little and without figures, as very small bodies do (80, 84)."""
    return prose.having(
        proactive="（一）主动公开。按目录更新公开栏和网站。",
        traps="",
        platform="（四）平台建设。维护村务公开栏。",
    )


Habit = Callable[[Prose, Gold], Prose]
HABITS: tuple[tuple[tuple[int, ...], Habit], ...] = (
    ((24, 72), _digits_lost),
    ((30,), _parts_announced),
    ((82,), _fee_in_section_one),
    ((78,), _measures_apart),
    ((36,), _topics_without_numbers),
    ((35,), _topics_like_sections),
    ((25,), _renamed),
    ((85,), _contact),
    ((37,), _without_assessment),
    ((65,), _results_together),
    ((80, 84), _few_words),
)
PRINTED = (22, 32, 39, 41, 42, 44, 45, 51, 53, 54, 55, 56, 57, 59, 61)
"""What titles, headings, hands and figures hold of themselves."""


def errors_resembled() -> frozenset[int]:
    """Return the types of errors that something in clean reports looks like."""
    told = (*(trap.errors for trap in TRAPS), *(errors for errors, _ in HABITS))
    return frozenset((*PRINTED, *(error for errors in told for error in errors)))


def _with_unit(blocks: list[Block]) -> list[Block]:
    """Print the unit of an amount beside it (55)."""
    return [
        replace(b, lines=tuple(tuple(map(_unit_beside, line)) for line in b.lines)) if isinstance(b, Grid) else b
        for b in blocks
    ]


def _unit_beside(slot: Slot) -> Slot:
    is_amount = slot.cell == "t2.fees.amount" and slot.text[-1:].isdigit()
    return replace(slot, text=f"{slot.text}万元") if is_amount else slot


def suffix(layout: Layout) -> str:
    """Return the suffix of the files of a layout."""
    return {"html": "html", "docx": "docx", "sheet": "xlsx"}.get(layout.family, "txt")


def written(gold: Gold, prose: Prose, layout: Layout, seed: int, dress: Dress = Dress()) -> bytes:
    """Return a report with a given text as a file of a layout; the same seed gives the same hand."""
    hand = dice(seed)
    medium = Medium(False, False, False, False, False, layout.medium.joined)
    drawn = compose(gold, hand, medium, four_tables=layout.four_tables)
    grids = [block for block in drawn.blocks if isinstance(block, Grid)]
    blocks = _blocks(grids, prose, dress.headings)
    if dress.paper:
        blocks = dress.paper(blocks)
    title = dress.title.format(name=gold.body.name, year=gold.year)
    manuscript: Manuscript = replace(drawn, title=(title,), blocks=tuple(blocks), signature=())
    return layout.write(manuscript, hand).data


def _blocks(grids: list[Grid], prose: Prose, headings: Sequence[str]) -> list[Block]:
    six = [Heading(text) for text in headings]
    tables = {number: [g for g in grids if g.table == f"t{number}"] for number in (2, 3, 4)}
    blocks: list[Block] = [Paragraph(prose.preamble), six[0], *map(Paragraph, prose.section("1"))]
    for number in (2, 3, 4):
        blocks += [six[number - 1], *tables[number]]
    blocks += [six[4], *map(Paragraph, prose.section("5"))]
    return [*blocks, six[5], *map(Paragraph, prose.section("6"))]
