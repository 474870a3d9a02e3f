"""What staff decided, as the digest tells it: waived findings apart and uncounted, the rest beside its finding."""

from dataclasses import replace
from datetime import date

import pytest

from checks.model import Level
from config.waivers import Confirmation, Note, Waiver
from reports.decisions import Decided, Idle, Verdict
from reports.digest.compose import compose
from reports.digest.letter import write_letter
from reports.digest.memory import fingerprint_of
from reports.digest.render import render_page
from tests.reports.digest_samples import FINDINGS, NAMES, facts

ABOUT = {"body": NAMES[1], "year": 2025, "decided": date(2026, 2, 3)}
WAIVER = Waiver(rule="F105", reason="<b>已核实</b>", author="张三", expires=date(2026, 12, 31), **ABOUT)
CONFIRMATION = Confirmation(rule="A101", author="李四", reason="已比对原件", **ABOUT)
NOTE = Note(rule="A101", text="已电话通知", author="李四", **ABOUT)
HINT = FINDINGS[4]
SUM = FINDINGS[0]
IDLE = Idle(WAIVER.model_copy(update={"rule": "I102"}), "lapsed", "qh1")


def decided_facts(**changes):
    verdicts = {HINT.public_id: Verdict(WAIVER), SUM.public_id: Verdict(None, CONFIRMATION, (NOTE,))}
    standing = tuple(row for row in FINDINGS if row is not HINT)
    return facts(findings=standing, decided=Decided(verdicts, (HINT,), (IDLE,)), **changes)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_digest_tells_what_was_decided_and_by_whom(lang):
    digest = compose(decided_facts(), lang)
    letter = write_letter(digest, "digests/x.html")
    for told in (render_page(digest), letter.html, letter.text):
        for words in ("张三", "2026-12-31", "李四", "已比对原件", "已电话通知", "I102"):
            assert words in told, words
    assert "&lt;b&gt;已核实" in render_page(digest)
    assert digest.figures == compose(facts(findings=decided_facts().findings), lang).figures
    assert [line.public_id for line in digest.waived] == [HINT.public_id]
    assert f"f-{HINT.public_id}" not in render_page(digest)


def test_a_body_with_a_waived_finding_is_not_called_clean():
    assert NAMES[1] not in compose(decided_facts(), "zh").clean
    assert NAMES[1] in compose(facts(findings=decided_facts().findings), "zh").clean


def test_a_decision_is_news_for_whoever_reads_of_it_and_nothing_without_one():
    plain = fingerprint_of(facts())
    assert plain == fingerprint_of(facts(decided=Decided()))
    assert fingerprint_of(decided_facts()) != fingerprint_of(facts(findings=decided_facts().findings))


def test_a_reader_of_other_bodies_reads_nothing_of_it():
    narrowed = decided_facts().only({"qh3"}, Level.HINT, "某人")
    assert (narrowed.decided.waived, narrowed.decided.idle) == ((), ())
    assert fingerprint_of(narrowed) == fingerprint_of(replace(narrowed, decided=Decided()))


def test_nothing_decided_leaves_the_page_as_it_was():
    page = render_page(compose(facts(), "zh"))
    assert "豁免" not in page
