"""Letters of the office as DOCX, in the form of official documents: notices to mend and circulars on a season."""

from reports.exports.letters.circular import circular
from reports.exports.letters.notice import notice, notified

__all__ = ["circular", "notice", "notified"]
