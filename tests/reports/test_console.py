"""What the terminal shows; a pipe has no width, and a narrow one must not fold the names of bodies."""

import pytest
from rich.table import Table

from reports.console import print_table


def test_in_a_pipe_no_cell_is_folded_or_cut(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "40")
    table = Table(show_edge=False, pad_edge=False)
    for heading in ("机关", "说明", "编号"):
        table.add_column(heading)
    table.add_row("青禾市发展和改革委员会", "同类只有 1 个有得分，少于 5 个，不排名", "0123456789abcdef")
    print_table(table)
    row = capsys.readouterr().out.splitlines()[-1]
    assert "青禾市发展和改革委员会" in row
    assert "少于 5 个，不排名" in row
    assert "0123456789abcdef" in row
