"""Reading a workbook that people decided in against the ledger as it stands."""

from datetime import date
from pathlib import Path

from config.errors import UserError
from config.sheets import read_sheets
from reports.exports.ledger.columns import check_code
from reports.exports.ledger.typed import Known, Refused, Typed, has_table, read_typed
from reports.store import Store

_HEADINGS = "问题编号, 核对码 and 处理结果 (Finding, Check code and Decision)"


def read_workbook(store: Store, path: Path, *, today: date) -> tuple[Typed | Refused, ...]:
    """Return what every row decides that people filled in, or why it decides nothing; the ledger is not changed.

    Args:
        store: open to read.
        path: the workbook, or one of its sheets saved as CSV.
        today: the day of a decision without one.

    Raises:
        UserError: the file cannot be read, or has no table to decide in.
    """
    sheets = read_sheets(path)
    if not has_table(sheets):
        raise UserError(f"{path} has no table with {_HEADINGS}: use a workbook that `duban export ledger` wrote")

    def known(finding: str) -> Known | None:
        row = store.finding(finding)
        if row is None:
            return None
        return Known(check_code(row, store.current_edition(row.body_id, row.year)), is_open=row.resolved_at is None)

    return tuple(read_typed(sheets, known, today=today))
