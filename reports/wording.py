"""One definition of each word people read: states, outcomes, families, levels and the like, in Chinese and English."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from checks.catalogue import MEANINGS
from checks.model import CellStatus, DateSource, Family, Level, Outcome, State
from checks.words import Words
from config.kinds import Kind
from config.settings import Lang
from reports.store.records import Cause, FindingEventKind, VisitOutcome
from reports.store.schedule import JobState


class Entry(NamedTuple):
    """What a code is called and, where that is not enough, what it means."""

    word: Words
    meaning: Words = Words("", "")


class Vocabulary:
    """The words for one set of codes; a code it does not know stands for itself."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries = entries

    def word(self, code: str, lang: Lang) -> str:
        """Return what a code is called."""
        entry = self.entries.get(code)
        return entry.word.in_language(lang) if entry else str(code)

    def meaning(self, code: str, lang: Lang) -> str:
        """Return the sentence that says what a code means, or an empty text."""
        entry = self.entries.get(code)
        return entry.meaning.in_language(lang) if entry else ""


def _entry(zh: str, en: str, means_zh: str = "", means_en: str = "") -> Entry:
    return Entry(Words(zh, en), Words(means_zh, means_en))


STATE = Vocabulary(
    {
        State.NOT_EXPECTED: _entry(
            "不要求",
            "not expected",
            "该机关在该年度尚未设立或已撤并，不要求发布",
            "The body did not yet exist or no longer existed; no report is asked of it",
        ),
        State.WITHDRAWN: _entry(
            "已撤下",
            "withdrawn",
            "曾经看到该报告，其后合格巡查证实网站上已不存在",
            "The report was seen, and accepted runs have since proven it is no longer there",
        ),
        State.LATE: _entry(
            "逾期发布",
            "late",
            "已发布，但发布日期晚于截止日期",
            "Published after the last day in time",
        ),
        State.ON_TIME: _entry(
            "按时发布",
            "on time",
            "发布日期不晚于截止日期（截止当日发布为按时）",
            "Published on or before the last day in time",
        ),
        State.UNDATED: _entry(
            "日期存疑",
            "date unclear",
            "已发布，但现有日期不足以判断是否按时",
            "Published, but the dates seen cannot decide whether in time",
        ),
        State.PUBLISHED: _entry(
            "已发布",
            "published",
            "已发布；法律法规未对此类机关规定发布期限",
            "Published; the law sets no last day for this kind of body",
        ),
        State.NOT_DUE: _entry(
            "未到期",
            "not due yet",
            "截止日期未到，尚未发布",
            "The last day is still ahead and nothing is published yet",
        ),
        State.DUE: _entry(
            "即将到期",
            "due soon",
            "距截止日期不超过十四天，尚未发布",
            "Fourteen days or less are left and nothing is published yet",
        ),
        State.MISSING: _entry(
            "逾期未发布",
            "missing",
            "截止日期已过，至少两次相隔十二小时以上的合格巡查均未发现该报告",
            "The last day has passed and at least two accepted runs, twelve hours apart, found no report",
        ),
        State.NOT_FOUND_SO_FAR: _entry(
            "暂未发现",
            "not found so far",
            "截止日期已过，一次合格巡查未发现该报告，尚不足以认定未发布",
            "The last day has passed; one accepted run found no report, which is not yet enough to call it missing",
        ),
        State.NOT_LOOKED: _entry(
            "未能查看",
            "not looked at",
            "截止日期已过，但网站被拦截、无法访问或尚无合格巡查；不能据此认定未发布",
            "The last day has passed, but the site was blocked, out of reach or not yet crawled to acceptance; "
            "this says nothing about whether a report exists",
        ),
        State.NOT_FOUND: _entry(
            "未发现",
            "not found",
            "合格巡查证实没有该报告；法律法规未对此类机关规定发布期限",
            "Accepted runs found no report; the law sets no last day for this kind of body",
        ),
    }
)

LEVEL = Vocabulary(
    {
        Level.ERROR: _entry(
            "错误",
            "error",
            "违反法规或统一格式，证据确凿",
            "Breaks the law or the statutory form, and the evidence is certain",
        ),
        Level.WARNING: _entry("警告", "warning", "很可能有误，请核对", "Very probably wrong; to be verified"),
        Level.HINT: _entry("提示", "hint", "值得一看，不一定有误", "Worth a look; not necessarily wrong"),
    }
)

OUTCOME = Vocabulary(
    {
        outcome: Entry(word, MEANINGS[outcome])
        for outcome, word in {
            Outcome.PASS: Words("通过", "pass"),
            Outcome.FAIL: Words("不符合", "fail"),
            Outcome.NOT_APPLICABLE: Words("不适用", "not applicable"),
            Outcome.NOT_EVALUATED: Words("未能评判", "not evaluated"),
            Outcome.NEEDS_REVIEW: Words("需人工复核", "needs review"),
        }.items()
    }
)

FAMILY = Vocabulary(
    {
        Family.TIMELINESS: _entry("发布时效", "timeliness"),
        Family.PUBLICATION: _entry("发布方式", "publication"),
        Family.IDENTITY: _entry("标题与身份", "identity"),
        Family.FORM: _entry("格式与要素", "form"),
        Family.ARITHMETIC: _entry("数据勾稽", "arithmetic"),
        Family.CONTINUITY: _entry("年度衔接", "continuity"),
        Family.NARRATIVE: _entry("文表一致", "text against tables"),
        Family.PLAUSIBILITY: _entry("数据合理性", "plausibility"),
        Family.TEXT: _entry("文字质量", "wording"),
        Family.PORTFOLIO: _entry("横向比对", "across bodies"),
        Family.READING: _entry("文件读取", "reading"),
    }
)

KIND = Vocabulary(
    {
        Kind.GOVERNMENT: _entry("政府", "government"),
        Kind.DEPARTMENT: _entry("部门", "department"),
        Kind.TOWNSHIP: _entry("乡镇", "township"),
        Kind.SUBDISTRICT: _entry("街道", "subdistrict"),
        Kind.OTHER: _entry("其他", "other"),
    }
)

DUE_SOURCE = Vocabulary(
    {
        "law": _entry("法定期限", "set by law"),
        "practice": _entry("惯例期限", "by practice"),
        "local": _entry("本地规定期限", "set locally"),
    }
)

SOURCE_STATE = Vocabulary(
    {
        "accepted": _entry(
            "正常",
            "accepted",
            "最近一次巡查完整，其结果可以证明“没有”",
            "The newest run was complete; it can prove that something is absent",
        ),
        "rejected": _entry(
            "未通过验收",
            "rejected",
            "最近一次巡查不完整，其结果不用于证明“没有”",
            "The newest run was incomplete; it proves the absence of nothing",
        ),
        "blocked": _entry(
            "被拦截",
            "blocked",
            "网站返回了验证或拦截页面，巡查未绕过",
            "The site answered with a challenge page, which is never worked around",
        ),
        "never": _entry("从未查看", "never", "尚无已结束的巡查", "No run has finished yet"),
    }
)

JOB = Vocabulary(
    {
        "crawl": _entry("巡查", "crawl"),
        "check": _entry("评判", "check"),
        "digest": _entry("通报", "digest"),
        "send": _entry("发送", "sending"),
    }
)

JOB_STATE = Vocabulary(
    {
        JobState.RUNNING: _entry("进行中", "running"),
        JobState.DONE: _entry("完成", "done"),
        JobState.INCOMPLETE: _entry("完成，部分未能查看", "done in part"),
        JobState.FAILED: _entry("失败", "failed"),
        JobState.TIMED_OUT: _entry("超时中止", "ended for lack of time"),
        JobState.STOPPED: _entry("随调度程序停止", "stopped with the scheduler"),
        JobState.INTERRUPTED: _entry("因调度程序中断", "interrupted by the death of the scheduler"),
        JobState.MISSED: _entry("未按时开始，已补做", "not begun in time, made up for"),
        JobState.SKIPPED: _entry("上一次尚未结束，未开始", "not begun, the one before still ran"),
    }
)

READING = Vocabulary(
    {
        "ok": _entry("完整读出", "read in full"),
        "partial": _entry("部分读出", "read in part"),
        "unreadable": _entry("无法读出", "could not be read"),
        "none": _entry("无文本", "nothing to read"),
    }
)

FLAG = Vocabulary(
    {
        "changed": _entry("发布后有改动", "changed after publication"),
        "back_dated": _entry("疑似倒填日期", "possibly back-dated"),
        "date_conflict": _entry("日期不一致", "dates disagree"),
        "migrated": _entry("疑似网站迁移", "site probably migrated"),
        "unreadable": _entry("无法读出", "could not be read"),
        "moved": _entry("地址已变", "moved"),
        "copies_disagree": _entry("多处发布内容不一致", "copies disagree"),
        "local_deadline": _entry("适用本地期限", "local deadline"),
        "hand_entered": _entry("人工录入", "entered by hand"),
        "waived": _entry("有豁免", "waived"),
        "simulated": _entry("模拟日期", "simulated date"),
    }
)

VISIT = Vocabulary(
    {
        VisitOutcome.OK: _entry("正常返回", "answered"),
        VisitOutcome.UNCHANGED: _entry("服务器确认未变", "confirmed as unchanged by the server"),
        VisitOutcome.REDIRECTED: _entry("转到另一地址", "leads to another address"),
        VisitOutcome.NOT_FOUND: _entry("页面不存在", "not found"),
        VisitOutcome.SOFT_NOT_FOUND: _entry("实为不存在的页面", "a page that says not found"),
        VisitOutcome.BLOCKED: _entry("被验证页面拦截", "stopped by a challenge page"),
        VisitOutcome.FORBIDDEN: _entry("禁止访问", "forbidden"),
        VisitOutcome.RATE_LIMITED: _entry("访问受限", "asked to come less often"),
        VisitOutcome.CLIENT_ERROR: _entry("请求未被接受", "request not accepted"),
        VisitOutcome.SERVER_ERROR: _entry("服务器错误", "server error"),
        VisitOutcome.TIMEOUT: _entry("超时", "timed out"),
        VisitOutcome.CONNECTION_ERROR: _entry("连接失败", "no connection"),
        VisitOutcome.TLS_ERROR: _entry("加密连接失败", "TLS failed"),
        VisitOutcome.DNS_ERROR: _entry("域名无法解析", "name not resolved"),
        VisitOutcome.TRUNCATED: _entry("内容不完整", "cut short"),
        VisitOutcome.TOO_LARGE: _entry("内容过大", "too large"),
        VisitOutcome.WRONG_TYPE: _entry("类型不符", "of another type"),
        VisitOutcome.REFUSED_BY_POLICY: _entry("按规定未访问", "not asked for, by policy"),
    }
)

DATE_SOURCE = Vocabulary(
    {
        DateSource.PAGE_LINE: _entry("页面日期行", "date line of the page"),
        DateSource.PAGE_METADATA: _entry("页面信息表", "metadata table of the page"),
        DateSource.META_PUBDATE: _entry("页面 PubDate 标签", "PubDate tag of the page"),
        DateSource.LIST: _entry("栏目列表", "list page"),
        DateSource.URL: _entry("网址中的日期", "date in the address"),
        DateSource.URL_ID: _entry("网址编号", "id in the address"),
        DateSource.SIGNATURE: _entry("落款", "signature line"),
        DateSource.DOCUMENT_PROPERTIES: _entry("文件属性", "file properties"),
        DateSource.HTTP_LAST_MODIFIED: _entry("服务器修改时间", "Last-Modified of the server"),
        DateSource.FIRST_SEEN: _entry("本系统首次看到", "first seen by us"),
        DateSource.LAST_ABSENT: _entry("本系统最后一次未见", "last proven absent by us"),
    }
)

CELL_STATUS = Vocabulary(
    {
        CellStatus.READ: _entry("读出", "read"),
        CellStatus.INFERRED: _entry(
            "推得", "inferred", "原文错位或粘连，由勾稽关系推出", "Derived from the form's identities."
        ),
        CellStatus.BLANK: _entry("空白", "blank", "该格为空或划线", "The cell is empty or struck out"),
        CellStatus.MISSING: _entry("缺失", "missing", "表中没有这一格", "The table has no such cell"),
        CellStatus.UNREADABLE: _entry(
            "无法识别", "unreadable", "有内容，但不是数字", "Something is there that is no number."
        ),
        CellStatus.AMBIGUOUS: _entry("多种读法", "ambiguous", "有多种可能的数值", "Several values remain possible"),
    }
)

EVENT = Vocabulary(
    {
        FindingEventKind.OPENED: _entry("新增", "opened"),
        FindingEventKind.CHANGED: _entry("变化", "changed"),
        FindingEventKind.RESOLVED: _entry("消除", "resolved"),
        FindingEventKind.REOPENED: _entry("再次出现", "reopened"),
    }
)

DECISION = Vocabulary(
    {
        "waiver": _entry("豁免", "waiver"),
        "confirmation": _entry("核实", "confirmation"),
        "note": _entry("备注", "note"),
    }
)

NOTICE = Vocabulary(
    {
        "waiting": _entry("待发送", "waiting"),
        "sent": _entry("已发出", "sent"),
        "answered": _entry("已答复", "answered"),
        "overdue": _entry("逾期未改", "overdue"),
        "mended": _entry("已见改正", "mended as seen"),
        "dropped": _entry("不再要求", "no longer asked for"),
    }
)

FATE = Vocabulary(
    {
        "open": _entry("未改", "open"),
        "waived": _entry("已豁免", "waived"),
        "mended": _entry("已见改正", "mended as seen"),
        "by_hand": _entry("仅人工录入件显示已改", "mended in a file entered by hand only"),
        "dropped": _entry("不再列出", "no longer held"),
    }
)

CAUSE = Vocabulary(
    {
        Cause.FIRST: _entry("首次评判", "first evaluation"),
        Cause.CONTENT: _entry("报告内容", "content"),
        Cause.READING: _entry("读取程序", "reader"),
        Cause.RULES: _entry("规则", "rules"),
        Cause.SETTINGS: _entry("设置", "settings"),
        Cause.CALENDAR: _entry("日期", "calendar"),
        Cause.OTHERS: _entry("相比较的其他报告", "other reports"),
    }
)

LEVEL_MARK: Mapping[str, str] = {Level.ERROR: "■", Level.WARNING: "▲", Level.HINT: "○"}
"""Beside each level's word, so that black-and-white print keeps them apart at a glance."""


_PLACES = (
    (re.compile(r"table (\d+)"), r"表格 \1"),
    (re.compile(r"row (\d+)|line (\d+)"), r"第 \1\2 行"),
    (re.compile(r"column (\d+)"), r"第 \1 列"),
    (re.compile(r"picture in paragraph (\d+)"), r"第 \1 段中的图片"),
    (re.compile(r"paragraph (\d+)"), r"第 \1 段"),
    (re.compile(r"character (\d+)"), r"第 \1 字"),
    (re.compile(r"page (\d+)"), r"第 \1 页"),
)


def place_in(place: str, lang: Lang) -> str:
    """Return a place in a document in words of a language: `table 3, row 4` is 表格 3，第 4 行; other words stay."""
    if lang == "en":
        return place
    return "，".join(_part_in_chinese(part) for part in place.split(", "))


def _part_in_chinese(part: str) -> str:
    for pattern, words in _PLACES:
        if match := pattern.fullmatch(part):
            return match.expand(words)
    return part
