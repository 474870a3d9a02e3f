"""Looking whether anything cannot wait for the next digest, and queueing one message for everybody concerned."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from checks.model import Family
from config import clock
from config.holidays import day_off
from config.recipients import Alerts
from config.workspace import Workspace
from reports.alerts.addressees import Watcher, watchers
from reports.alerts.letter import AlertLetter, write_alert
from reports.alerts.signals import Signal, Told, on_bodies, on_jobs, on_messages, on_sources, subject_of
from reports.mail import Mail, file_name, sender_of, write_whole
from reports.mail.chat import chat_message, is_chat
from reports.schedule.plan import NAMES
from reports.schedule.troubles import troubles
from reports.status import BodyYear, body_years
from reports.store import FindingRow, Store
from reports.store.values import to_json


@dataclass(frozen=True, slots=True)
class AlertSummary:
    """What came of looking.

    Attributes:
        queued: files of the messages put into the outbox.
        told: matters that these tell.
        held: matters that wait: for the morning, a working day, or because somebody had enough messages today.
    """

    queued: tuple[Path, ...] = ()
    told: int = 0
    held: int = 0


def watch(store: Store, workspace: Workspace, *, as_of: datetime, now: datetime | None = None) -> AlertSummary:
    """Queue what changed since each addressee was told last, by a digest or by an alert, all of it in one message.

    Whoever receives digests is alerted from the first digest on. A chat group that is new is told what happens from
    then on. What came and went before anybody was told is not told.

    Args:
        store: opened to write, its ledger up to date.
        workspace: whose `[alerts]` decide; without that table nothing is done.
        as_of: the day asked about.
        now: the real time, for quiet hours and days off.

    Raises:
        UserError: somebody oversees a body that the registry does not list.
    """
    alerts = workspace.settings.alerts
    if alerts is None:
        return AlertSummary()
    look = _Look(store, workspace, as_of)
    moment = now or clock.now()
    queued: list[Path] = []
    told = held = 0
    for watcher in watchers(workspace):
        signals = look.signals(watcher, alerts)
        if not signals:
            continue
        if _must_wait(alerts, moment, store.alerts_on(watcher.key, moment.date())):
            held += len(signals)
            continue
        queued.append(look.queue(watcher, signals))
        told += len(signals)
    return AlertSummary(tuple(queued), told, held)


def _must_wait(alerts: Alerts, now: datetime, sent_today: int) -> bool:
    off = day_off(now.date()) is not None and not alerts.days_off
    return off or alerts.quiet(now.hour) or sent_today >= alerts.per_day


class _Look:
    """How things stand at one moment, and the way into the outbox."""

    def __init__(self, store: Store, workspace: Workspace, as_of: datetime) -> None:
        self._store = store
        self._workspace = workspace
        self._as_of = as_of

    def signals(self, watcher: Watcher, alerts: Alerts) -> list[Signal]:
        """Return what somebody does not know yet."""
        told = self._told(watcher)
        if watcher.bodies is None:
            health = self._store.source_health(until=self._as_of)
            return [
                *on_sources(health, told, patience=alerts.blocked_runs),
                *on_jobs(self._stuck, NAMES, told),
                *on_messages(self._store.messages(), told, watcher.address),
            ]
        rows = [row for row in self._rows if row.id in watcher.bodies]
        if not told:
            if not watcher.digests:
                self._take_note(watcher, rows)
            return []
        return list(on_bodies(rows, told, self._proofs))

    def queue(self, watcher: Watcher, signals: list[Signal]) -> Path:
        """Write the message, and record in one step that it waits and what it tells."""
        settings, operator = self._workspace.settings, watcher.bodies is None
        letter = write_alert(
            signals,
            watcher.lang,
            office=watcher.heading,
            as_of=self._as_of,
            simulated=settings.simulated,
            operator=operator,
        )
        key = self._key(watcher, signals)
        file = self._write(watcher, letter, key)
        with self._store.transaction():
            message_id = (
                f"<{key[:40]}@duban>" if is_chat(watcher.address) else self._mail(watcher, letter, key).message_id
            )
            path = file.relative_to(self._workspace.root).as_posix()
            self._store.queue_message(key, watcher.address, letter.subject, path, message_id)
            remembered = [(each.matter, each.subject, each.said) for each in signals]
            self._store.record_told(watcher.key, remembered, at=self._as_of, message_key=key)
        return file

    @cached_property
    def _stuck(self) -> tuple[str, ...]:
        """Jobs of the clock that go wrong again and again; a simulated workspace has none of its own time."""
        if self._workspace.settings.simulated:
            return ()
        return troubles(self._workspace.schedule_log, self._as_of).stuck

    @cached_property
    def _rows(self) -> tuple[BodyYear, ...]:
        return body_years(self._store, self._workspace, as_of=self._as_of)

    @cached_property
    def _proofs(self) -> Mapping[tuple[str, int], tuple[FindingRow, ...]]:
        found: dict[tuple[str, int], list[FindingRow]] = defaultdict(list)
        for row in self._store.open_findings():
            if row.finding.family is Family.TIMELINESS:
                found[row.body_id, row.year].append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def _told(self, watcher: Watcher) -> Told:
        """What somebody was told last, by the last digest or by a later alert."""
        digest = self._store.last_digest(watcher.key) if watcher.digests else None
        told: dict[tuple[str, str], str] = {}
        if digest:
            told.update({("standing", key): state for key, state in digest.summary["states"].items()})
            told.update({("edition", key): content for key, content in digest.summary["editions"].items()})
        for key, each in self._store.told(watcher.key).items():
            if digest is None or each.told_at >= digest.made_at:
                told[key] = each.said
        return told if digest or not watcher.digests else {}

    def _take_note(self, watcher: Watcher, rows: list[BodyYear]) -> None:
        standing = [("standing", subject_of(row), str(row.state)) for row in rows]
        editions = [("edition", subject_of(row), row.edition) for row in rows if row.edition]
        with self._store.transaction():
            self._store.record_told(watcher.key, [*standing, *editions], at=self._as_of, message_key=None)

    def _key(self, watcher: Watcher, signals: list[Signal]) -> str:
        told = sorted((each.matter, each.subject, each.said) for each in signals)
        before = sorted((each.matter, each.subject, each.told_at) for each in self._store.told(watcher.key).values())
        return sha256(to_json(["alert", watcher.key, told, [str(each) for each in before]]).encode()).hexdigest()

    def _write(self, watcher: Watcher, letter: AlertLetter, key: str) -> Path:
        name = file_name(self._as_of, watcher.address, key)
        if is_chat(watcher.address):
            file = (self._workspace.outbox / name).with_suffix(".txt")
            write_whole(file, chat_message(letter.subject, letter.text))
            return file
        file = self._workspace.outbox / name
        write_whole(file, self._mail(watcher, letter, key).as_bytes())
        return file

    def _mail(self, watcher: Watcher, letter: AlertLetter, key: str) -> Mail:
        settings = self._workspace.settings
        return Mail(
            key=key,
            sender=sender_of(settings.smtp),
            sender_name=watcher.heading,
            recipient=watcher.address,
            recipient_name=watcher.name,
            subject=letter.subject,
            date=self._as_of,
            text=letter.text,
            html=letter.html,
        )
