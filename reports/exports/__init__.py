"""What leaves duban for other programs: workbook, letters, tables and feed, all of one selection of the ledger."""

from reports.exports.kinds import KINDS, Exported, Wish, export

__all__ = ["KINDS", "Exported", "Wish", "export"]
