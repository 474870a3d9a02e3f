"""The check before publishing: one page that tells the body that writes a report what to change, and where."""

from reports.draft.view import Checked
from reports.draft.write import write_draft

__all__ = ["Checked", "write_draft"]
