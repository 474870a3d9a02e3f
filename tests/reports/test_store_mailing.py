"""The outbox: every message once, and what a kill left in doubt is never sent again unasked."""

import sqlite3

import pytest

from reports.store import MessageState, Store
from tests.reports.ledger_samples import day


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "duban.sqlite", write=True) as opened:
        yield opened


def queue(store, number=1, digest_id=None):
    return store.queue_message(
        f"digest-2025-02-0{number}-li", "li@example.org", "督办", f"outbox/{number}.eml", f"<{number}@example.org>",
        digest_id=digest_id,
    )  # fmt: skip


def test_a_message_is_queued_once(store):
    assert queue(store)
    assert not queue(store)
    (message,) = store.messages()
    assert (message.state, message.attempts, message.path) == (MessageState.QUEUED, 0, "outbox/1.eml")


def test_two_messages_never_share_a_message_id(store):
    queue(store)
    with pytest.raises(sqlite3.IntegrityError):
        store.queue_message("another key", "li@example.org", "督办", "outbox/2.eml", "<1@example.org>")


def test_the_way_of_a_message(store):
    queue(store)
    (message,) = store.messages(MessageState.QUEUED)
    store.mark_message(message.id, MessageState.SENDING)
    store.mark_message(message.id, MessageState.FAILED, "the server said 451")
    (failed,) = store.messages(MessageState.FAILED)
    assert (failed.attempts, failed.error) == (1, "the server said 451")
    store.mark_message(message.id, MessageState.SENDING)
    store.mark_message(message.id, MessageState.SENT)
    (sent,) = store.messages()
    assert (sent.state, sent.attempts, sent.error) == (MessageState.SENT, 2, None)


def test_what_was_being_sent_when_the_process_died_is_uncertain(tmp_path):
    path = tmp_path / "duban.sqlite"
    with Store.open(path, write=True) as store:
        queue(store, 1)
        queue(store, 2)
        store.mark_message(store.messages()[0].id, MessageState.SENDING)
    with Store.open(path) as reader:
        assert [message.state for message in reader.messages()] == [MessageState.SENDING, MessageState.QUEUED]
    with Store.open(path, write=True) as store:
        assert [message.state for message in store.messages()] == [MessageState.UNCERTAIN, MessageState.QUEUED]
        assert not queue(store, 1)
        assert store.messages(MessageState.UNCERTAIN)[0].error == "interrupted while sending"


def test_the_last_digest_of_a_recipient_is_known(store):
    assert store.last_digest("li@example.org") is None
    for text, event in (("2025-02-01", 3), ("2025-02-08", 9)):
        store.record_digest(
            "li@example.org", as_of=day(text), path="digests/a.html", content_hash="x", last_event=event,
            summary={"late": 1},
        )  # fmt: skip
    last = store.last_digest("li@example.org")
    assert (last.as_of, last.last_event, last.summary) == (day("2025-02-08"), 9, {"late": 1})
    assert queue(store, digest_id=last.id)
    assert store.last_digest("wang@example.org") is None
