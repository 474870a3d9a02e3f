"""Making notices: one message a body into the outbox, each once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader

from config.bodies import Body
from config.errors import UserError, place, why
from config.settings import Lang
from config.workspace import Workspace
from reports.decisions import Decided
from reports.digest.environment import environment
from reports.digest.facts import Facts
from reports.digest.gather import gather
from reports.digest.lexicon import Lexicon
from reports.digest.parts.bodies import everything
from reports.mail import Mail, file_name, sender_of, write_whole
from reports.naming import find_finding
from reports.notices.standing import standings
from reports.notices.view import Notice
from reports.store import FindingRow, Store
from reports.store.values import to_json


@dataclass(frozen=True, slots=True)
class Made:
    """A notice with the file of its message; `new` is False when it was made before."""

    notice_id: int
    body: str
    recipient: str
    file: Path
    new: bool


def make_notices(
    store: Store,
    workspace: Workspace,
    findings: Sequence[str],
    *,
    due: date,
    author: str,
    as_of: datetime,
    again: bool = False,
    lang: Lang | None = None,
) -> tuple[Made, ...]:
    """Ask the bodies concerned to mend findings: one notice each, queued in the outbox; once, however often called.

    Args:
        store: open to write.
        workspace: whose registry names the addresses.
        findings: ids, or their unique beginnings.
        due: the last day to mend them.
        author: who asks.
        as_of: the day of the notice.
        again: whether a finding may be asked for that another notice names already.
        lang: of the notice; by default that of the workspace.

    Raises:
        UserError: a finding is not open, not confirmed, waived, or named by a notice that is still pending; a body has
            no address; `due` has passed; or the outbox cannot be written to.
    """
    if due < as_of.date():
        raise UserError(f"--due {due} has passed: name a day that is still ahead")
    facts = gather(store, workspace, as_of=as_of)
    rows = [_confirmed(facts, find_finding(store, name)) for name in dict.fromkeys(findings)]
    by_body: dict[str, dict[int, FindingRow]] = defaultdict(dict)
    for row in rows:
        by_body[row.body_id][row.id] = row
    desk = _Desk(store, workspace, facts, due, author, lang or workspace.settings.lang)
    prepared = [desk.prepare(body_id, tuple(chosen.values()), again=again) for body_id, chosen in by_body.items()]
    try:
        return tuple(desk.post(each) for each in prepared)
    except OSError as error:
        raise UserError(f"{place(error, workspace.outbox)} cannot be written: {why(error)}") from error


def answer(store: Store, number: int, *, day: date, said: str, author: str) -> bool:
    """Record what was answered to a notice; False when the same was recorded before.

    Raises:
        UserError: there is no such notice.
    """
    if all(notice.id != number for notice in store.notices()):
        raise UserError(f"there is no notice {number}: `duban notice list` shows them")
    return store.answer_notice(number, day=day, said=said.strip(), author=author)


def _confirmed(facts: Facts, row: FindingRow) -> FindingRow:
    verdict = facts.decided.on(row.public_id)
    if verdict.waiver:
        raise UserError(f"{row.public_id} is waived until {verdict.waiver.expires}: nobody is asked to mend it")
    if all(row.id != each.id for each in facts.findings):
        raise UserError(f"{row.public_id} is no longer open: there is nothing to mend")
    if verdict.confirmation is None:
        raise UserError(f"{row.public_id} is not confirmed: look at it first, then run: duban confirm {row.public_id}")
    return row


@dataclass(frozen=True, slots=True)
class _Prepared:
    body: Body
    rows: tuple[FindingRow, ...]
    mail: Mail


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where notices are written."""

    store: Store
    workspace: Workspace
    facts: Facts
    due: date
    author: str
    lang: Lang

    def prepare(self, body_id: str, rows: tuple[FindingRow, ...], *, again: bool) -> _Prepared:
        """Write the message to a body about some findings."""
        body = next(body for body in self.workspace.registry.bodies if body.id == body_id)
        if not body.contact:
            raise UserError(f"{body.name} has no address: fill in its contact in {self.workspace.bodies_file.name}")
        mail = self._mail(body, body.contact, rows)
        if not again:
            self._require_unasked(mail.key, rows)
        return _Prepared(body, rows, mail)

    def post(self, prepared: _Prepared) -> Made:
        """Put a message into the outbox and record its notice."""
        mail, body = prepared.mail, prepared.body
        file = self.workspace.outbox / file_name(mail.date, mail.recipient, mail.key)
        known = {message.key: message for message in self.store.messages()}.get(mail.key)
        if known is None:
            write_whole(file, mail.as_bytes())
        with self.store.transaction():
            path = file.relative_to(self.workspace.root).as_posix()
            new = self.store.queue_message(mail.key, mail.recipient, mail.subject, path, mail.message_id)
            ids = (row.id for row in prepared.rows)
            number = self.store.add_notice(
                mail.key, body.id, ids, author=self.author, due=self.due, at=self.facts.as_of
            )
        return Made(number, body.name, mail.recipient, self.workspace.root / known.path if known else file, new)

    def _require_unasked(self, key: str, rows: Iterable[FindingRow]) -> None:
        known = {message.key for message in self.store.messages()}
        asked = {row.public_id for row in rows}
        for each in () if key in known else standings(self.store, self.facts.decided, as_of=self.facts.as_of):
            if each.pending and (named := sorted(asked & each.fates.keys())):
                about = f"{named[0]} is named by notice {each.notice.id} already, due {each.notice.due}"
                raise UserError(f"{about}; to ask once more: --again")

    def _mail(self, body: Body, contact: str, rows: tuple[FindingRow, ...]) -> Mail:
        notice = self._notice(body, rows)
        named = ["notice", body.id, sorted(row.public_id for row in rows), self.due.isoformat()]
        templates = _environment(self.lang)
        return Mail(
            key=sha256(to_json(named).encode()).hexdigest(),
            sender=sender_of(self.workspace.settings.smtp),
            sender_name=self.facts.office,
            recipient=contact,
            recipient_name=body.name,
            subject=notice.subject,
            date=self.facts.as_of,
            text=templates.get_template("notice.txt.j2").render(n=notice),
            html=templates.get_template("notice.html.j2").render(n=notice),
        )

    def _notice(self, body: Body, rows: tuple[FindingRow, ...]) -> Notice:
        """Return what a notice says: the findings alone, for what staff remarked on them is not for the body."""
        sendable = replace(self.facts, findings=rows, decided=Decided(), notices=())
        told = everything(sendable, Lexicon(self.lang))
        return Notice(
            lang=self.lang,
            office=self.facts.office,
            body=body.name,
            day=self.facts.as_of.date(),
            due=self.due,
            years=tuple(year for each in told for year in (*each.current, *each.earlier)),
            simulated=self.facts.simulated,
            demo=self.facts.demo,
        )


@cache
def _environment(lang: Lang) -> Environment:
    """The environment of digests, whose pieces the letter uses, with the templates of notices before theirs."""
    loaders = [PackageLoader(package) for package in ("reports.notices", "reports.digest")]
    return environment(lang).overlay(loader=ChoiceLoader(loaders))
