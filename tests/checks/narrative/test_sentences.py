"""Sentences as patterns read them: remarks and titles left out, digits together."""

import pytest

from checks.narrative.sentences import plain_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("收到申请（含结转）12件。", "收到申请12件。"),
        ("收到申请(含结转)12件。", "收到申请12件。"),
        ("收到申请（含结转（1件））12件。", "收到申请12件。"),
        ("印发《条例（试行）》3份。", "印发3份。"),
        ("收到申请1,234件。", "收到申请1234件。"),
        ("收到申请１，２３４件。", "收到申请1234件。"),
        ("收到申请12,3件。", "收到申请12,3件。"),  # no thousands
        ("收到申请 1 2 件。", "收到申请12件。"),
        ("Word 2016版", "Word 2016版"),
    ],
)
def test_a_sentence_without_remarks(text: str, plain: str) -> None:
    assert plain_text(text) == plain
