"""Copies are found whatever names and numbers they carry; what the law or a template says is nobody's copy."""

from datetime import date
from random import Random

import pytest

from checks.portfolio.copies import matches
from checks.portfolio.quoting import passages
from checks.portfolio.sketches import Sketch
from tests.checks.portfolio.portfolio_samples import LAST, NOW, copy_of, county, member, text_of, written

EARLY, LATE = date(2025, 1, 10), date(2025, 1, 20)


def found(*reports):
    return matches([*county(), *reports], NOW)


def test_honest_reports_of_a_place_with_a_template_are_not_alike():
    for each in found().values():
        assert each.enough
        assert each.template_known
        assert (each.earlier, each.problems, each.alike) == (None, None, None)


@pytest.mark.parametrize("rate", [0.0, 0.02, 0.05])
def test_the_own_report_of_the_year_before_with_other_figures(rate):
    before = written("审计局", LAST)
    now = copy_of(before, "审计局", rate=rate)
    each = found(member(before), member(now))[now.body, NOW]
    assert each.earlier.other == (before.body, LAST)
    assert each.earlier.share >= 0.8


def test_half_of_the_sentences_may_stay():
    before, now = written("审计局", LAST), written("审计局")
    kept = before.overview[: len(before.overview) // 2]
    mixed = type(now)(now.body, now.place, NOW, (*kept, *now.overview[len(kept) :]), now.problems, now.day)
    assert found(member(before), member(mixed))[now.body, NOW].earlier is None


def test_section_five_alone_may_be_that_of_the_year_before():
    before, now = written("审计局", LAST, seed=3), written("审计局", seed=5)
    kept = type(now)(now.body, now.place, NOW, now.overview, before.problems, now.day)
    each = found(member(before), member(kept))[now.body, NOW]
    assert each.enough_problems
    assert each.problems.other == (before.body, LAST)
    assert each.earlier is None


@pytest.mark.parametrize("rate", [0.0, 0.05, 0.1])
@pytest.mark.parametrize("year", [LAST, NOW])
def test_the_report_of_another_body(year, rate):
    original = written("审计局", year)
    copy = copy_of(original, "统计局", rate=rate)
    each = found(member(original, EARLY), member(copy, LATE))[copy.body, NOW]
    assert each.alike.other == (original.body, year)
    assert each.alike.first


@pytest.mark.parametrize(
    ("own", "others", "first"),
    [
        pytest.param(LATE, EARLY, True, id="the other came before"),
        pytest.param(EARLY, LATE, False, id="the other came after"),
        pytest.param(EARLY, EARLY, None, id="both on one day"),
        pytest.param(None, EARLY, None, id="a day is not known"),
    ],
)
def test_which_was_first(own, others, first):
    original, copy = written("审计局"), copy_of(written("审计局"), "统计局")
    each = found(member(original, others), member(copy, own))[copy.body, NOW]
    assert each.alike.first is first


def test_the_original_is_named_and_not_a_second_copy():
    original = written("审计局")
    copies = [member(copy_of(original, body), LATE) for body in ("统计局", "林业局")]
    each = found(member(original, EARLY), *copies)
    assert {each[copy.key].alike.other for copy in copies} == {(original.body, NOW)}


def test_words_that_four_bodies_share_were_handed_out():
    original = written("审计局")
    copies = [member(copy_of(original, f"{name}局"), LATE) for name in ("统计", "林业", "气象", "信访")]
    each = found(member(original, EARLY), *copies)[copies[0].key]
    assert not each.enough
    assert each.alike is None


def test_a_body_and_what_it_continues_may_share_words():
    original = written("审计局", LAST)
    heir = member(copy_of(original, "统计局"), apart=(original.body,))
    assert found(member(original), heir)[heir.key].alike is None


def test_with_few_reports_of_a_place_its_template_is_not_known():
    before = written("审计局", LAST)
    now = copy_of(before, "审计局")
    each = matches([member(before), member(now)], NOW)[now.body, NOW]
    assert not each.template_known
    assert each.earlier.share == 1


def test_a_report_of_nothing_but_the_template_is_not_compared():
    now = written("审计局")
    bare = type(now)(now.body, now.place, NOW, now.overview[:9], now.problems[:1], now.day)
    each = found(member(bare))[bare.body, NOW]
    assert not each.enough
    assert not each.enough_problems


def test_the_order_of_the_reports_changes_nothing():
    reports = [*county(), *(member(copy_of(written("审计局"), body), LATE) for body in ("统计局", "林业局"))]
    straight = matches(reports, NOW)
    Random(5).shuffle(reports)  # noqa: S311 - no secret
    mixed = matches(reports, NOW)
    assert {key: (each.earlier, each.problems, each.alike) for key, each in straight.items()} == {
        key: (each.earlier, each.problems, each.alike) for key, each in mixed.items()
    }


def test_a_sketch_comes_back_from_its_bytes():
    sketch = member(written("审计局")).sketch
    again = Sketch.from_bytes(sketch.to_bytes())
    assert (again.overview, again.problems) == (sketch.overview, sketch.problems)
    assert Sketch.from_bytes(Sketch.from_bytes(b"\0\0\0\0").to_bytes()).whole == frozenset()


def test_the_passages_are_quoted_as_each_report_prints_them():
    original, copy = written("审计局"), copy_of(written("审计局"), "统计局")
    own, other = text_of(copy), text_of(original)
    each = found(member(original), member(copy))[copy.body, NOW]
    quoted = passages(own, other, each.own)
    assert 1 <= len(quoted) <= 3
    for passage in quoted:
        assert passage.own in own.overview + "\n" + own.problems
        assert passage.other in other.overview + "\n" + other.problems
        assert len(passage.own) > 60
