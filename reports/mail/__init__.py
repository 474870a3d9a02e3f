"""The outbox: messages queued once, written as files, and handed to a mail server at most once each."""

from reports.mail.decisions import give_up, resend, unsettled
from reports.mail.message import Enclosure, Mail, sender_of
from reports.mail.outbox import file_name, replace_whole, write_whole
from reports.mail.send import PAUSES, SendSummary, send

__all__ = [
    "PAUSES",
    "Enclosure",
    "Mail",
    "SendSummary",
    "file_name",
    "give_up",
    "replace_whole",
    "resend",
    "send",
    "sender_of",
    "unsettled",
    "write_whole",
]
