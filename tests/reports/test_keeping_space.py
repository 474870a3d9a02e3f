"""That the disk fills is said while there still is room."""

from pathlib import Path
from typing import NamedTuple

import pytest

from reports.keeping import space
from reports.store import Store
from tests.reports.keeping_samples import look, make_office
from tests.reports.ledger_samples import Desk, day


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.mark.parametrize(
    ("free", "received", "short"),
    [
        (1_000_000_000, 0, False),
        (199_000_000, 0, True),  # too little for any journal
        (320_000_000, 100_000_000, False),
        (290_000_000, 100_000_000, True),  # less than three days like the fullest one
    ],
)
def test_space_is_compared_with_what_a_day_brought(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, received: int, short: bool
) -> None:
    office = make_office(tmp_path / "office")
    with Store.open(office.database, write=True) as store:
        look(Desk(store, office), day("2025-03-01"), b"page", days_ago=2)
        store.db.execute("UPDATE payloads SET size = ? WHERE size = 4", [received])
    monkeypatch.setattr(space.shutil, "disk_usage", lambda _: Usage(10**12, 10**12 - free, free))
    said = space.shortage(office)
    assert bool(said) == short
    if said:
        assert f"{round(free / 1e6)} MB are free under {office.root}" in said.en
        assert "duban prune" in said.zh
