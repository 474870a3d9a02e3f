"""The dates of one report sorted by what they can say about the day of its publication.

What a page calls 发布, 公开 or 发表 is a publication. 成文 and 发文 date the text, as a signature does; 更新 dates the
file; 生成 is the publication in some systems and the draft in others, so it counts only where nothing better is there.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, auto

from checks.model import DateSource, DateWitness
from config.clock import SHANGHAI, end_of_day

PUBLISHING_LAG = timedelta(hours=6)
"""How long a page may stay invisible after its publication: static sites publish by queue and caches lag. A city page
dated 30 March that was absent at 11 o'clock on the 31st is beyond it."""


class _Role(IntEnum):
    """What kind of witness a date is."""

    CMS = auto()
    CMS_DRAFT = auto()
    ADDRESS = auto()
    SIGNATURE = auto()
    FILE = auto()
    NONE = auto()


_ROLES = {
    DateSource.PAGE_METADATA: _Role.CMS,
    DateSource.PAGE_LINE: _Role.CMS,
    DateSource.META_PUBDATE: _Role.CMS,
    DateSource.LIST: _Role.CMS,
    DateSource.URL: _Role.ADDRESS,
    DateSource.URL_ID: _Role.ADDRESS,
    DateSource.SIGNATURE: _Role.SIGNATURE,
    DateSource.DOCUMENT_PROPERTIES: _Role.FILE,
    DateSource.HTTP_LAST_MODIFIED: _Role.FILE,
}

_TRUST = (DateSource.META_PUBDATE, DateSource.LIST)
"""Among the dates of the CMS, after what the page prints of itself."""

_PUBLISHED = re.compile(r"(发布|公开|发表)(日期|时间)")
_OTHER_LABELS = (
    (re.compile(r"(成文|发文)(日期|时间)"), _Role.SIGNATURE),
    (re.compile(r"更新(日期|时间)"), _Role.FILE),
    (re.compile(r"生成(日期|时间)"), _Role.CMS_DRAFT),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The witnesses of one report by kind, dates that cannot be true left out.

    Attributes:
        cms: the dates of the CMS, the most trusted first; together one witness.
        address: the dates of the address and of ids in it, the earliest first: when the page was made.
        signature: the dates on the text.
        file: file properties, and Last-Modified if older than our visit (servers of dynamic pages answer "now").
        impossible: whether the CMS shows a day that cannot be one of publication.
        seen: the instant we first saw the report, None when it was entered by hand.
        absent: the accepted runs before that which found nothing, oldest first.
    """

    cms: tuple[DateWitness, ...]
    address: tuple[DateWitness, ...]
    signature: tuple[DateWitness, ...]
    file: tuple[DateWitness, ...]
    impossible: bool
    seen: datetime | None
    absent: tuple[datetime, ...]

    @property
    def last_absent(self) -> datetime | None:
        """The newest accepted run before the first sighting that found nothing."""
        return self.absent[-1] if self.absent else None

    @property
    def absent_since_shown(self) -> tuple[datetime, ...]:
        """The runs that found nothing well after the end of the day that the CMS shows."""
        if not self.cms:
            return ()
        return tuple(run for run in self.absent if run > end_of_day(self.cms[0].date) + PUBLISHING_LAG)

    @property
    def shown(self) -> DateWitness | None:
        """The date to show where none has to be proven."""
        return next(iter((*self.cms, *self.address)), None)

    @property
    def back_dated(self) -> bool:
        """Whether the CMS shows a day after which the report was proven absent."""
        return bool(self.absent_since_shown)

    def absent_since(self, day: date) -> bool:
        """Whether the report was still absent well after the end of a day."""
        return self.last_absent is not None and self.last_absent > end_of_day(day) + PUBLISHING_LAG

    def seen_before(self, day: date) -> bool:
        """Whether we saw the report on an earlier day than this."""
        return self.seen is not None and day_of(self.seen) < day


def gather(
    year: int,
    as_of: datetime,
    witnesses: Iterable[DateWitness],
    *,
    seen: datetime | None,
    absent_runs: Iterable[datetime],
) -> Evidence:
    """Sort the witnesses of a report of `year`.

    A day within the report year or before it, or after `as_of`, is no day of publication.
    """
    sorted_by_role: defaultdict[_Role, list[DateWitness]] = defaultdict(list)
    for witness in sorted(witnesses, key=lambda each: (_trust(each), each.date)):
        sorted_by_role[_role(witness)].append(witness)

    last_of_year, today = date(year, 12, 31), day_of(as_of)

    def possible(role: _Role) -> Iterator[DateWitness]:
        return (each for each in sorted_by_role[role] if last_of_year < each.date <= today)

    said = _Role.CMS if sorted_by_role[_Role.CMS] else _Role.CMS_DRAFT
    cms = tuple(possible(said))
    return Evidence(
        cms=cms,
        address=tuple(possible(_Role.ADDRESS)),
        signature=tuple(possible(_Role.SIGNATURE)),
        file=tuple(each for each in possible(_Role.FILE) if not _of_the_visit(each, seen)),
        impossible=len(cms) < len(sorted_by_role[said]),
        seen=seen,
        absent=tuple(sorted(run for run in absent_runs if seen and run < seen)),
    )


def day_of(instant: datetime) -> date:
    """Return the day of an instant in Shanghai."""
    return instant.astimezone(SHANGHAI).date()


def _trust(witness: DateWitness) -> int:
    return _TRUST.index(witness.source) + 1 if witness.source in _TRUST else 0


def _role(witness: DateWitness) -> _Role:
    role = _ROLES.get(witness.source, _Role.NONE)
    if role is not _Role.CMS or _PUBLISHED.search(witness.text):
        return role
    return next((other for label, other in _OTHER_LABELS if label.search(witness.text)), role)


def _of_the_visit(witness: DateWitness, seen: datetime | None) -> bool:
    """Whether a Last-Modified may be nothing but the time of our own visit."""
    return witness.source is DateSource.HTTP_LAST_MODIFIED and (seen is None or witness.date >= day_of(seen))
