"""`waivers.toml` as people write it: synonyms and blanks are taken, everything else is one clear line."""

import pytest

from config.errors import UserError
from config.files import parse_toml
from config.waivers import Waivers, load_waivers

WAIVER = {
    "rule": '"A104"',
    "body": '"青禾县财政局"',
    "year": "2024",
    "reason": '"已电话核实"',
    "author": '"张三"',
    "expires": "2026-12-31",
}


def entry(table="waiver", **changes):
    keys = {key: value for key, value in {**WAIVER, **changes}.items() if value is not None}
    return f"[[{table}]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


def parsed(text):
    return parse_toml(text, Waivers, "waivers.toml")


@pytest.mark.parametrize(
    "changes",
    [
        {"author": None, "by": '"张三"'},
        {"expires": None, "until": "2026-12-31"},
        {"expires": None, "expiry": '"2026-12-31"'},
        {"rule": '" a104 "', "reason": '"  已电话核实\\t"'},
    ],
)
def test_the_same_decision_in_other_words(changes):
    assert parsed(entry(**changes)) == parsed(entry())


def test_a_confirmation_needs_no_reason_and_a_note_only_its_text():
    waivers = parsed(
        entry("confirmation", reason=None, expires=None)
        + entry("note", reason=None, expires=None, author=None, text='"已联系"')
    )
    assert [(each.kind, each.said) for each in waivers.decisions] == [("confirmation", ""), ("note", "已联系")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (entry(expires=None), r"waivers.toml: waiver\[1\].expires is missing: the last day it holds"),
        (entry() + entry(reason='" "'), r"waiver\[2\].reason must be why this need not be mended, as text, found ' '"),
        (entry(author='""'), r"waiver\[1\].author must be who decided it"),
        (entry(year='"2024"'), r"waiver\[1\].year must be a report year, from 2008 on, found '2024'"),
        (
            entry(expires='"soon"'),
            r"waiver\[1\].expires must be the last day it holds, such as 2026-12-31, found 'soon'",
        ),
        (entry(expires="2026-12-31T10:00:00"), r"waiver\[1\].expires must be the last day it holds"),
        (entry(finding='"f 12"'), r"waiver\[1\].finding must be the id of a finding"),
        (entry(edition='"abc"'), r"waiver\[1\].edition must be the hash of the report judged"),
        (entry(reson='"x"'), r"unknown key waiver\[1\].reson: did you mean reason\?"),
        (entry("waivers"), r"unknown key waivers: did you mean waiver\?"),
        ("[[waiver]\n", r"not valid TOML.*line 1"),
    ],
)
def test_what_is_wrong_is_named_by_entry_and_key(text, message):
    with pytest.raises(UserError, match=message):
        parsed(text)


def test_a_workspace_without_the_file_has_decided_nothing(tmp_path):
    assert load_waivers(tmp_path / "waivers.toml").decisions == ()


def test_an_entry_is_known_by_what_it_says_wherever_it_stands():
    first, second = parsed(entry() + entry(rule='"A101"')).waiver
    assert parsed(entry(rule='"A101"') + entry()).waiver[1].fingerprint == first.fingerprint != second.fingerprint
    assert parsed(entry("confirmation", expires=None)).confirmation[0].fingerprint != first.fingerprint
