"""What the rules of timeliness share: how grave a breach of the calendar is, and dates in words."""

from checks.model import DateSource, DateWitness, Evidence, Level, Standing
from checks.subject import Subject
from checks.words import Words

SOURCES = {
    DateSource.PAGE_LINE: Words("页面日期行", "the date line of the page"),
    DateSource.PAGE_METADATA: Words("页面信息表", "the metadata table of the page"),
    DateSource.META_PUBDATE: Words("网页 PubDate 标签", "the PubDate tag"),
    DateSource.LIST: Words("栏目列表", "the list of the column"),
    DateSource.URL: Words("网址中的日期", "the date in the address"),
    DateSource.URL_ID: Words("网址编号中的时间", "the time in the id of the address"),
    DateSource.SIGNATURE: Words("落款", "the signature"),
    DateSource.DOCUMENT_PROPERTIES: Words("文件属性", "the properties of the file"),
    DateSource.HTTP_LAST_MODIFIED: Words("服务器 Last-Modified", "Last-Modified of the server"),
    DateSource.FIRST_SEEN: Words("本系统首次看到", "first seen by us"),
    DateSource.LAST_ABSENT: Words("本系统最后一次确认没有", "last proven absent by us"),
}
"""Where a date was seen, for people."""

CLOCKS = {
    "law": Words("法定", "by law"),
    "practice": Words("惯例", "by practice"),
    "local": Words("本地规定", "by local notice"),
}
"""Where a due day comes from, for people."""


def level_of_breach(subject: Subject, *, proven: bool) -> Level:
    """Return error only for what is proven, against a day of the law, by a body whose kind the registry states."""
    by_law = subject.standing.due_source == "law" and subject.case.kind_source == "registry"
    return Level.ERROR if proven and by_law else Level.WARNING


def shown(witnesses: tuple[DateWitness, ...]) -> tuple[Evidence, ...]:
    """Return the dates that were seen as evidence, each with its source."""
    return tuple(Evidence(SOURCES[w.source].zh, _shown(w)) for w in witnesses)


def _shown(witness: DateWitness) -> str:
    """The text of a witness, with the date it means where it is written in another way."""
    date = witness.date.isoformat()
    return witness.text if date in witness.text else f"{witness.text} ({date})".strip()


def seen_from(standing: Standing) -> Words:
    """Return where the day of publication was taken from, in words."""
    return SOURCES[standing.published_source] if standing.published_source else Words("日期来源不明", "source unknown")


def clock(standing: Standing) -> Words:
    """Return where the due day comes from, in words."""
    return CLOCKS[standing.due_source] if standing.due_source else Words("无时限", "no clock")


def days_late(standing: Standing) -> Words:
    """Return how many days late a report is; a lower bound where only our own window bounds its publication."""
    days = "?" if standing.days_late is None else str(standing.days_late)
    if standing.published_source is DateSource.FIRST_SEEN:
        return Words(f"至少 {days}", f"at least {days}")
    return Words(days, days)
