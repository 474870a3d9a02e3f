"""The log of a crawl: a file a day, each message on one line."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config import clock
from config.errors import UserError, why
from reports.visible import visible

log = logging.getLogger("duban.crawl")


class _OneLine(logging.Formatter):
    """Writes each message on one line of its own, whatever a page put into an address or the words of a link."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is of the standard library
        """Return the line without what may follow it, the traceback of an error."""
        return visible(super().formatMessage(record))


@contextmanager
def logging_to(folder: Path) -> Iterator[None]:
    """Write what the crawl says, and what Scrapy warns of, to the log of the day."""
    try:
        folder.mkdir(exist_ok=True)
        handler = logging.FileHandler(folder / f"crawl-{clock.now().date()}.log", encoding="utf-8")
    except OSError as error:
        raise UserError(f"{folder} cannot be written to: {why(error)}") from error
    handler.setFormatter(_OneLine("%(asctime)s %(levelname)s %(message)s"))
    handler.addFilter(lambda record: record.name == log.name or record.levelno >= logging.WARNING)
    log.setLevel(logging.INFO)
    logging.root.addHandler(handler)
    try:
        yield
    finally:
        logging.root.removeHandler(handler)
        handler.close()
