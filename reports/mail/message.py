"""From subject and bodies to the bytes of a message: the same bytes each time, and no text can add a header."""

from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from unicodedata import category

from config.errors import UserError
from config.settings import Smtp

LOCAL_SENDER = "duban@localhost"
"""Stands in the From of messages that wait in the outbox of a workspace without a mail server."""


def sender_of(smtp: Smtp | None) -> str:
    """Return the address that messages come from."""
    return smtp.sender if smtp else LOCAL_SENDER


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that travels with a message; `media_type` as in `application/pdf`."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A message to write.

    Attributes:
        key: what makes it one message; its Message-ID and its boundary come from it.
        sender, recipient: plain addresses; the names beside them may be anything, also empty.
        date: the instant of the Date header.
    """

    key: str
    sender: str
    sender_name: str
    recipient: str
    recipient_name: str
    subject: str
    date: datetime
    text: str
    html: str
    enclosures: tuple[Enclosure, ...] = ()

    @property
    def message_id(self) -> str:
        """The Message-ID, fixed for the key, so that a mail server that sees it twice may notice."""
        return f"<{self.key[:40]}@{self.sender.rpartition('@')[2]}>"

    def as_bytes(self) -> bytes:
        """Return the message as it travels, with CRLF line ends and everything beyond ASCII encoded.

        Raises:
            UserError: an address is none.
        """
        message = EmailMessage(policy=SMTP)
        message["From"] = _address(self.sender, self.sender_name)
        message["To"] = _address(self.recipient, self.recipient_name)
        message["Subject"] = one_line(self.subject)
        message["Date"] = self.date
        message["Message-ID"] = self.message_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.text, cte="base64")
        message.add_alternative(self.html, subtype="html", cte="base64")
        message.set_boundary(f"=_{self.key[:32]}")
        for enclosure in self.enclosures:
            main, _, sub = enclosure.media_type.partition("/")
            message.add_attachment(enclosure.data, main, sub, filename=enclosure.name)
        if self.enclosures:
            message.set_boundary(f"=_{self.key[32:]}")
        return message.as_bytes()


def _address(address: str, name: str) -> Address:
    try:
        return Address(one_line(name), addr_spec=address)
    except (ValueError, IndexError, MessageError) as error:
        raise UserError(f"duban.toml: {address!r} is no e-mail address: {error}") from error


def one_line(text: str) -> str:
    """Return text fit for a header: control characters, line breaks and direction marks become spaces."""
    plain = "".join(" " if category(char) in {"Cc", "Cf", "Zl", "Zp", "Cs"} else char for char in text)
    return " ".join(plain.split())
