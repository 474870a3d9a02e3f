"""The sentences of invented reports: they tell the figures of the tables, and differ with body and year."""

from dataclasses import dataclass
from decimal import Decimal

from config.forms import load_form
from config.kinds import Kind
from crawler.demo.figures import FORM, applications_told, draw, figures
from crawler.demo.story import StoryBody

_OPENINGS = (
    "根据《中华人民共和国政府信息公开条例》和统一格式要求编制本报告。",
    "本报告依照《中华人民共和国政府信息公开条例》第四十九条、第五十条的规定编制。",
    "按照《中华人民共和国政府信息公开条例》的规定，现将有关情况报告如下。",
)
_PROBLEMS = (
    ("部分栏目更新不够及时", "明确栏目责任人和更新时限，每月检查一次"),
    ("政策解读形式较为单一", "增加问答和短片形式，方便群众理解"),
    ("个别工作人员对依申请公开程序掌握不够熟练", "组织两次业务培训，整理常见问题手册"),
    ("主动公开目录细化不够", "对照权责清单逐项修订目录"),
    ("历史文件清理进度偏慢", "分批完成纸质文件的数字化"),
)
_SENTENCES = (
    "（一）主动公开。{year}年通过政府网站主动公开信息{items}条，发布政策解读{guides}篇。",
    (
        "（二）依申请公开。{year}年新收政府信息公开申请{received}件，上年结转{carried_in}件，"
        "办结{handled_total}件，结转下年度继续办理{carried_out}件。"
    ),
    (
        "（三）政府信息管理。{year}年制发行政规范性文件{issued}件，废止{repealed}件，"
        "现行有效{in_force}件，均按规定公开。"
    ),
    "（四）政府信息公开平台建设。维护政府信息公开专栏，内容按目录更新，可以检索和下载。",
)
_SUPERVISION = "（五）监督保障。{training}。"
_TRAINING = ("组织业务培训{n}次", "开展专题学习{n}次", "召开工作推进会{n}次")


@dataclass(frozen=True, slots=True)
class Narrative:
    """The text of a report: the paragraph before section one, then heading and paragraphs by section number."""

    opening: str
    headings: dict[str, str]
    paragraphs: dict[str, tuple[str, ...]]


def narrative(body: StoryBody, year: int) -> Narrative:
    """Write the sections of a report, departures of the story applied."""
    departure = body.departure(year)
    headings = {section.number: section.heading for section in load_form(FORM).sections}
    headings.pop(departure.without_section, None)
    paragraphs = {
        "1": _overview(body, year),
        "2": (),
        "3": (),
        "4": (),
        "5": _problems(body, year),
        "6": _other(body, year, with_fees=not departure.without_fee_statement),
    }
    opening = f"{_pick(_OPENINGS, body, year)}报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
    return Narrative(opening, headings, paragraphs)


def _overview(body: StoryBody, year: int) -> tuple[str, ...]:
    cells = figures(body, year)
    told = {row: _plain(cells[f"t3.{row}.total"]) for row in ("carried_in", "handled_total", "carried_out")}
    rules = {column: _plain(cells[f"t2.normative_documents.{column}"]) for column in ("issued", "repealed", "in_force")}
    items, guides = 200 + draw(600, body.name, year, "items"), 3 + draw(12, body.name, year, "guides")
    training = _pick(_TRAINING, body, year).format(n=2 + draw(3, body.name, year, "training"))
    told["received"] = _plain(applications_told(body, year))
    return tuple(
        sentence.format(year=year, items=items, guides=guides, training=training, **told, **rules)
        for sentence in (*_SENTENCES, f"{_SUPERVISION}{_assessment(body)}")
    )


def _assessment(body: StoryBody) -> str:
    """Article 50 asks governments of every level for these three results, and nobody else."""
    if body.kind in {Kind.GOVERNMENT, Kind.TOWNSHIP}:
        return "政务公开纳入年度工作考核，考核结果为良好；社会评议总体满意；全年未发生需要责任追究的情形。"
    return ""


def _problems(body: StoryBody, year: int) -> tuple[str, ...]:
    first = draw(len(_PROBLEMS) - 1, body.name, year, "problem")
    chosen = (_PROBLEMS[first], _PROBLEMS[(first + 2) % len(_PROBLEMS)])
    return (
        f"存在的主要问题：一是{chosen[0][0]}；二是{chosen[1][0]}。",
        f"改进措施：一是{chosen[0][1]}；二是{chosen[1][1]}。",
    )


def _other(body: StoryBody, year: int, *, with_fees: bool) -> tuple[str, ...]:
    fees = f"{year}年未收取政府信息公开信息处理费。" if with_fees else ""
    return (f"{fees}{_pick(('没有其他需要报告的事项。', '无其他需要报告的事项。'), body, year)}",)


def _pick(choices: tuple[str, ...], body: StoryBody, year: int) -> str:
    return choices[draw(len(choices) - 1, body.name, year, choices[0])]


def _plain(value: Decimal) -> str:
    return format(value, "f")
