"""Whose report a document is, or why it is none: the answer for every capture, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from checks.model import Report
from checks.reading import BodyName, is_report
from checks.reading.identity import parse_title
from checks.words import Words
from config.clock import SHANGHAI
from config.registry import Body
from reports.store import CaptureState, Verdict

_NOTED = Words("{notes}", "{notes}")
_NOTHING = Words("文件中没有读出任何内容", "nothing could be read in it")
_NO_REPORT = Words(
    "既没有年度报告的标题，也没有其法定内容", "it has neither the title nor the content of an annual report"
)
_NO_BODY = Words("看得出是年度报告，但看不出是哪个机关的", "it is an annual report, but it does not say whose")
_NO_YEAR = Words("看得出是年度报告，但看不出是哪一年度的", "it is an annual report, but it does not say of which year")
_FUTURE = Words("所写年度 {year} 尚未开始", "the year it names, {year}, has not begun")
_UNKNOWN = Words("“{body}”不在名录中由本网站查找的机关之列", "“{body}” is not among the bodies listed for this site")
_SAYS_BODY = Words(
    "文件自称是“{body}”的，与 --body 所说不符，没有录入",
    "it calls itself a report of “{body}”, not of --body; not entered",
)
_SAYS_YEAR = Words(
    "文件自称是 {year} 年度的，与 --year 所说不符，没有录入",
    "it calls itself a report of {year}, not of --year; not entered",
)
_AMBIGUOUS = Words("名录中有几个机关都叫“{body}”", "several bodies of the registry are called “{body}”")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The verdict on one document, and the report it holds; when it is an edition, the body it belongs to."""

    verdict: Verdict
    report: Report
    body: Body | None = None


def registry_names(bodies: Sequence[Body]) -> tuple[BodyName, ...]:
    """Return what reading must know of bodies: the names by which their reports may call them."""
    return tuple(BodyName(body.name, body.kind, body.aliases) for body in bodies)


def none(state: CaptureState, reason: Words, values: Mapping[str, object]) -> Verdict:
    """Return the verdict on a capture that is no edition; a body and year among the values are what was read."""
    body, year = values.get("body"), values.get("year")
    return Verdict(
        state,
        reason.fill("zh", values),
        body if isinstance(body, str) else None,
        year if isinstance(year, int) else None,
        reason.fill("en", values),
    )


def attribute(report: Report, bodies: Sequence[Body], *, seen: datetime) -> Attribution:
    """Tell whose report a reading is.

    A document that calls itself a body's annual report of a year is that report even if nothing else of it could be
    understood: found but unreadable, which is neither missing nor faulty.

    Args:
        report: what was read.
        bodies: those that may have written it.
        seen: when it was seen; no report can be of a later year.
    """
    if any(note.code == "reader_failed" for note in report.notes):
        return _none(report, CaptureState.READER_CRASHED, _NOTED)
    if not _is_meant_as_report(report):
        if report.text.strip():
            return _none(report, CaptureState.NOT_REPORT, _NO_REPORT)
        return _none(report, CaptureState.UNREADABLE, _NOTED if report.notes else _NOTHING)
    if doubt := _doubt(report, seen):
        return _none(report, CaptureState.UNIDENTIFIED, doubt)
    called = [body for body in bodies if report.body == body.name] or [b for b in bodies if report.body in b.aliases]
    if len(called) == 1:
        return Attribution(Verdict(CaptureState.EDITION, "", called[0].name, report.year), report, called[0])
    state = CaptureState.UNIDENTIFIED if called else CaptureState.UNKNOWN_BODY
    return _none(report, state, _AMBIGUOUS if called else _UNKNOWN)


def attribute_as_said(
    report: Report, bodies: Sequence[Body], *, seen: datetime, body: Body | None, year: int | None
) -> Attribution:
    """Tell whose report a file is of which a person says so, as `attribute` does.

    What the person says completes what the file says, a name that the registry does not know included; it never
    contradicts it. A file in which nothing can be read, a scan for example, is taken by their word alone.

    Args:
        report: what was read.
        bodies: those that may have written it.
        seen: when it was saved.
        body: whose report it is said to be, None where nothing is said.
        year: the year it is said to be of, likewise.
    """
    other = next((b for b in bodies if report.body in b.names and body and b.id != body.id), None)
    if other:
        return _none(report, CaptureState.UNIDENTIFIED, _SAYS_BODY)
    if year is not None and report.year not in {None, year}:
        return _none(report, CaptureState.UNIDENTIFIED, _SAYS_YEAR)
    told = replace(
        report,
        body=body.name if body else report.body,
        kind=body.kind if body else report.kind,
        kind_source="registry" if body else report.kind_source,
        year=year if year is not None else report.year,
    )
    failed = any(note.code == "reader_failed" for note in report.notes)
    if body and told.year and not failed and not report.text.strip() and not report.readable:
        return Attribution(Verdict(CaptureState.EDITION, "", body.name, told.year), told, body)
    return attribute(told, bodies, seen=seen)


def _none(report: Report, state: CaptureState, reason: Words) -> Attribution:
    notes = Words(
        "；".join(note.message_in("zh") for note in report.notes), "; ".join(n.message_in("en") for n in report.notes)
    )
    return Attribution(none(state, reason, {"body": report.body, "year": report.year, "notes": notes}), report)


def _doubt(report: Report, seen: datetime) -> Words | None:
    if report.year is None:
        return _NO_YEAR
    if report.year > seen.astimezone(SHANGHAI).year:
        return _FUTURE
    return _NO_BODY if report.body is None else None


def _is_meant_as_report(report: Report) -> bool:
    title = parse_title(report.title) if report.title else None
    return is_report(report) or (title is not None and not title.decoy)
