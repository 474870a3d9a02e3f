"""The outbox: messages queued once, written as files, and handed to a mail server at most once each."""

from reports.mail.message import LOCAL_SENDER, Mail
from reports.mail.outbox import file_name, write_whole
from reports.mail.send import SendSummary, send

__all__ = ["LOCAL_SENDER", "Mail", "SendSummary", "file_name", "send", "write_whole"]
