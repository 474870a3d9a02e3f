"""Whether two reports cover the same: one body's own work, or all that stands below it as well."""

import re

from checks.model import Report
from config.kinds import Kind, kind_by_name

_OWN = re.compile("本级")
_SAID = re.compile(r"(?:数据|统计|报告|范围)[^。；\n]{0,24}(?:仅|只|限于|为|系|均为)[^。；\n]{0,16}本级(?!各|及)")
_OPENING = 600
"""Signs in which a report says what it covers."""
_OFFICE_AND_GOVERNMENT = {Kind.DEPARTMENT, Kind.GOVERNMENT}


def same_scope(one: Report, other: Report) -> bool:
    """Tell whether nothing shows that two reports of one body cover different things.

    What shows it: 本级 in one title or opening and not in the other; one by an office, the other by its government.
    """
    kinds = {kind_by_name(report.body) for report in (one, other) if report.body}
    return _own_alone(one) == _own_alone(other) and kinds != _OFFICE_AND_GOVERNMENT


def _own_alone(report: Report) -> bool:
    named = f"{report.title or ''} {report.body or ''}"
    return bool(_OWN.search(named) or _SAID.search(report.text[:_OPENING]))
