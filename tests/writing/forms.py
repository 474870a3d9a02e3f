"""The two statutory forms as a writer knows them: labels as printed, cells by id, both in printed order.

Written from the forms themselves (国办公开办函〔2019〕60号 and 〔2021〕30号) and from nothing else in this project, so
that what is written with it can test what the project reads.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

FormId = Literal["2019", "2021"]
TableId = Literal["t2", "t3", "t4"]
Forms = Mapping[TableId, FormId]
"""The form of each table; a mixed report has both."""

MIXED: tuple[Forms, ...] = (
    {"t2": "2021", "t3": "2019", "t4": "2021"},
    {"t2": "2019", "t3": "2021", "t4": "2021"},
)


def whole(form: FormId) -> Forms:
    """Return the forms of a report that follows one form throughout."""
    return {"t2": form, "t3": form, "t4": form}


@dataclass(frozen=True, slots=True)
class Group:
    """One paragraph of article 20 in table 2: its columns and rows, each as id and label."""

    heading: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of table 3: id, and its labels from the outermost merged cell to its own."""

    id: str
    path: tuple[str, ...]


_ITEMS = (("items_last_year", "上一年项目数量"), ("change", "本年增/减"), ("decisions", "处理决定数量"))
_DECISIONS = (("decisions", "本年处理决定数量"),)

TABLE2: Mapping[FormId, tuple[Group, ...]] = {
    "2019": (
        Group(
            "第二十条第（一）项",
            (("made", "本年新制作数量"), ("published", "本年新公开数量"), ("total_published", "对外公开总数量")),
            (("regulations", "规章"), ("normative_documents", "规范性文件")),
        ),
        Group("第二十条第（五）项", _ITEMS, (("licensing", "行政许可"), ("other_services", "其他对外管理服务事项"))),
        Group("第二十条第（六）项", _ITEMS, (("penalties", "行政处罚"), ("coercion", "行政强制"))),
        Group("第二十条第（八）项", _ITEMS[:2], (("fees", "行政事业性收费"),)),
        Group(
            "第二十条第（九）项",
            (("projects", "采购项目数量"), ("amount", "采购总金额")),
            (("procurement", "政府集中采购"),),
        ),
    ),
    "2021": (
        Group(
            "第二十条第（一）项",
            (("issued", "本年制发件数"), ("repealed", "本年废止件数"), ("in_force", "现行有效件数")),
            (("regulations", "规章"), ("normative_documents", "行政规范性文件")),
        ),
        Group("第二十条第（五）项", _DECISIONS, (("licensing", "行政许可"),)),
        Group("第二十条第（六）项", _DECISIONS, (("penalties", "行政处罚"), ("coercion", "行政强制"))),
        Group("第二十条第（八）项", (("amount", "本年收费金额（单位：万元）"),), (("fees", "行政事业性收费"),)),
    ),
}

APPLICANTS = (
    ("natural_person", "自然人"),
    ("company", "商业企业"),
    ("research", "科研机构"),
    ("charity", "社会公益组织"),
    ("legal_service", "法律服务机构"),
    ("other_org", "其他"),
    ("total", "总计"),
)
TABLE3_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

_RESULTS = "三、本年度办理结果"


def _results(group: str, heading: str, *items: tuple[str, str]) -> tuple[Row, ...]:
    return tuple(Row(f"{group}.{key}", (_RESULTS, heading, label)) for key, label in items)


_TABLE3_HEAD = (
    Row("received", ("一、本年新收政府信息公开申请数量",)),
    Row("carried_in", ("二、上年结转政府信息公开申请数量",)),
    Row("granted", (_RESULTS, "（一）予以公开")),
    Row("partially_granted", (_RESULTS, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）")),
    *_results(
        "refused",
        "（三）不予公开",
        ("state_secret", "1.属于国家秘密"),
        ("other_law", "2.其他法律行政法规禁止公开"),
        ("security_stability", "3.危及“三安全一稳定”"),
        ("third_party", "4.保护第三方合法权益"),
        ("internal_affairs", "5.属于三类内部事务信息"),
        ("process_information", "6.属于四类过程性信息"),
        ("enforcement_file", "7.属于行政执法案卷"),
        ("inquiry_matter", "8.属于行政查询事项"),
    ),
    *_results(
        "unavailable",
        "（四）无法提供",
        ("not_held", "1.本机关不掌握相关政府信息"),
        ("needs_creation", "2.没有现成信息需要另行制作"),
        ("still_unclear", "3.补正后申请内容仍不明确"),
    ),
    *_results(
        "not_processed",
        "（五）不予处理",
        ("petition", "1.信访举报投诉类申请"),
        ("repeated", "2.重复申请"),
        ("publication", "3.要求提供公开出版物"),
        ("excessive", "4.无正当理由大量反复申请"),
        ("confirmation", "5.要求行政机关确认或重新出具已获取信息"),
    ),
)
_TABLE3_TAIL = (
    Row("handled_total", (_RESULTS, "（七）总计")),
    Row("carried_out", ("四、结转下年度继续办理",)),
)
TABLE3: Mapping[FormId, tuple[Row, ...]] = {
    "2019": (*_TABLE3_HEAD, Row("other", (_RESULTS, "（六）其他处理")), *_TABLE3_TAIL),
    "2021": (
        *_TABLE3_HEAD,
        *_results(
            "other",
            "（六）其他处理",
            ("no_correction", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
            ("fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
            ("other", "3.其他"),
        ),
        *_TABLE3_TAIL,
    ),
}

RESOLUTIONS = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)
TABLE4 = (("review", "行政复议"), ("litigation_direct", "未经复议直接起诉"), ("litigation_after_review", "复议后起诉"))

AMOUNTS = frozenset({"t2.procurement.amount", "t2.fees.amount"})
"""The cells kept in 万元; every other cell is a whole number."""


def outcome_rows(form: FormId) -> tuple[str, ...]:
    """Return the ids of the rows of table 3 that add up to its （七）总计."""
    return tuple(r.id for r in TABLE3[form] if r.path[0] == _RESULTS and r.id != "handled_total")


def signed(cell: str) -> bool:
    """Tell whether a cell may be negative: only 本年增/减 may."""
    return cell.endswith(".change")


def table2_cells(form: FormId) -> Iterator[str]:
    """Yield the cell ids of table 2."""
    for group in TABLE2[form]:
        yield from (f"t2.{row}.{column}" for row, _ in group.rows for column, _ in group.columns)


def table3_cells(form: FormId) -> Iterator[str]:
    """Yield the cell ids of table 3."""
    yield from (f"t3.{row.id}.{column}" for row in TABLE3[form] for column, _ in APPLICANTS)


def table4_cells() -> Iterator[str]:
    """Yield the cell ids of table 4, which both forms share."""
    yield from (f"t4.{group}.{column}" for group, _ in TABLE4 for column, _ in RESOLUTIONS)


def cell_ids(forms: Forms) -> tuple[str, ...]:
    """Return every cell id of a report: 198 of form 2019, 200 of form 2021."""
    return (*table2_cells(forms["t2"]), *table3_cells(forms["t3"]), *table4_cells())
