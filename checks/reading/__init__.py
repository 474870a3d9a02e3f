"""Documents to reports: identity, sections, and the statutory tables cell by cell."""

from checks.documents import parse_documents
from checks.model import Report
from checks.notes import note
from checks.reading.names import BodyName
from checks.reading.pictures import linked_tables, read_with_pictures
from checks.reading.report import Hints, LinkedPicture, is_report
from checks.reading.second import with_second_opinion

__all__ = ["BodyName", "Hints", "LinkedPicture", "is_report", "linked_tables", "read_bytes"]


def read_bytes(data: bytes, *, source: str, hints: Hints | None = None) -> tuple[Report, ...]:
    """Read the reports that a file or page holds, one for each contained document, also for unreadable ones.

    Args:
        data: the bytes as received.
        source: what the reports call their source; members of archives get `source!member`.
        hints: what else is known.

    Bad input never raises: it gives a report without form whose notes say why.
    """
    try:
        documents = parse_documents(data, source)
        readings = (read_with_pictures(document, hints or Hints()) for document in documents)
        return tuple(with_second_opinion(report, document, hints) for report, document in readings)
    except Exception as error:  # noqa: BLE001 - one broken document must not stop the others
        return (Report(source=source, notes=(note("reader_failed", error=f"{type(error).__name__}: {error}"),)),)
