"""The table of all benches, and the portals of many bodies that they draw."""

from importlib import import_module

import pytest

from tests.bench import __main__ as benches
from tests.bench.growth import slope
from tests.bench.records import Figure, spent
from tests.portals.realm import COUNTIES, County, layout_of


@pytest.mark.parametrize("name", benches.BENCHES)
def test_every_bench_gives_lines_for_the_table(name: str) -> None:
    assert callable(import_module(f"tests.bench.{name}").rows)


def test_a_bench_that_fails_is_a_line_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    said = f"print({Figure('a', '2 of b', '3 s').as_json()!r}); raise SystemExit('no disk')"
    monkeypatch.setattr(benches, "spent", lambda _, most: spent(("-c", said), most=most))
    first, last = benches.every(["keeping"], "quick")
    assert first == ("keeping", Figure("a", "2 of b", "3 s"))
    assert last[1].held is False
    assert last[1].found.endswith("FAILED: no disk")
    assert (last[1].megabytes or 0) > 1
    assert [*benches.table([first, last])][-1].endswith("| **no** |")


def test_a_table_keeps_what_other_benches_had_said() -> None:
    heads, rest = [*benches.table([])], "\nmore\n"
    page = (
        f"begin\n{benches.BEGIN}\n\nold machine\n\n| bench |\n|---|\n| rules | 1 |\n| mail | 2 |\n\n{benches.END}{rest}"
    )
    new = benches.merged(page, "new machine", [*heads, "| rules | 3 |", "| rules | 4 |"])
    shown = new.partition(benches.BEGIN)[2].partition(benches.END)[0].split("\n")
    assert [*filter(None, shown)] == ["new machine", *heads, "| rules | 3 |", "| rules | 4 |", "| mail | 2 |"]
    assert (new.startswith("begin\n"), new.endswith(rest)) == (True, True)
    assert benches.merged(new, "new machine", [*heads, "| rules | 3 |", "| rules | 4 |"]) == new


def test_a_process_that_takes_too_long_is_killed_and_measured() -> None:
    run = spent(("-c", "import time; print('begun', flush=True); time.sleep(60)"), most=1.0)
    assert (run.output, run.status) == ("begun\n", -9)
    assert run.seconds < 30


@pytest.mark.parametrize(("power", "found"), [(1.0, 1.0), (2.0, 2.0), (0.5, 0.5)])
def test_the_slope_is_the_power_that_cost_grows_with(power: float, found: float) -> None:
    assert slope([(size, 3e-4 * size**power) for size in (1000, 5000, 50_000)]) == pytest.approx(found)


def test_any_report_of_the_nation_can_be_had_alone_and_is_the_same_every_time() -> None:
    number = COUNTIES["nation"] - 1
    one, again = County(number), County(number)
    path, entry = next(iter(one.reports.items()))
    assert one.answer("GET", path, "").body == again.answer("GET", path, "").body
    assert County(number, seed=2).report(entry)[0] != again.report(entry)[0]


def test_no_two_counties_share_a_name() -> None:
    assert len({County.place_of(number) for number in range(COUNTIES["nation"])}) == COUNTIES["nation"]


def test_formats_come_in_the_mix_of_real_sites() -> None:
    drawn = [layout_of(1, number).family for number in range(4000)]
    assert drawn.count("html") == pytest.approx(0.85 * 4000, rel=0.03)
    assert drawn.count("docx") == pytest.approx(0.04 * 4000, rel=0.3)
    assert 0.09 * 4000 < drawn.count("pdf") < 0.13 * 4000
