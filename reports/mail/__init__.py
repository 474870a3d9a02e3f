"""The outbox: messages queued once, written as files, and handed to a mail server at most once each."""

from reports.mail.decisions import give_up, resend, unsettled
from reports.mail.message import LOCAL_SENDER, Enclosure, Mail
from reports.mail.outbox import file_name, write_whole
from reports.mail.send import PAUSES, SendSummary, send

__all__ = [
    "LOCAL_SENDER",
    "PAUSES",
    "Enclosure",
    "Mail",
    "SendSummary",
    "file_name",
    "give_up",
    "resend",
    "send",
    "unsettled",
    "write_whole",
]
