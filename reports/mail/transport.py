"""One conversation with a mail server, and how far a message came in it."""

import smtplib
import ssl
from base64 import b64encode
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from config.settings import Smtp


class UnreachableError(Exception):
    """The mail server cannot be talked to at all: no connection, no encryption, or no login."""


class DeliveryError(Exception):
    """A message was not confirmed.

    Attributes:
        perhaps_sent: it may have gone out all the same.
        for_good: the server will never take it as it is (RFC 5321, 4.2.1: 5yz), so trying again helps nobody.
    """

    def __init__(self, words: str, *, perhaps_sent: bool = False, for_good: bool = False) -> None:
        super().__init__(words)
        self.perhaps_sent = perhaps_sent
        self.for_good = for_good


class Transport(Protocol):
    """Something that takes messages, for the length of a `with` block."""

    def __enter__(self) -> Self:
        """Begin; nothing need be connected yet."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the conversation."""
        ...

    def connect(self) -> None:
        """Make sure that somebody listens.

        Raises:
            UnreachableError: nobody does.
        """
        ...

    def deliver(self, sender: str, recipient: str, data: bytes) -> None:
        """Hand over one message.

        Raises:
            DeliveryError: it was not confirmed.
        """
        ...


class SmtpTransport:
    """The mail server of `[smtp]`: TLS from the start, STARTTLS, or none; certificates are checked.

    The connection is made for the first message and made anew after it broke.
    """

    def __init__(self, settings: Smtp, root: Path) -> None:
        self._settings = settings
        self._root = root
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Begin without connecting."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say goodbye to the server, if it still listens."""
        self._hang_up()

    def connect(self) -> None:
        """Connect, encrypt and log in, unless that is done; see `Transport.connect`."""
        self._listening()

    def deliver(self, sender: str, recipient: str, data: bytes) -> None:
        """Hand over one message; see `Transport.deliver`."""
        server = self._listening()
        try:
            _expect(server.mail(sender))
            _expect(server.rcpt(recipient))
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._hang_up()
            raise DeliveryError(_words(error), for_good=_for_good(error)) from error
        try:
            _expect(server.data(data))
        except smtplib.SMTPResponseException as error:
            self._hang_up()
            raise DeliveryError(_words(error), for_good=_for_good(error)) from error
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise DeliveryError(f"no answer to the message: {_words(error)}", perhaps_sent=True) from error

    def _listening(self) -> smtplib.SMTP:
        if self._server is None:
            try:
                self._server = self._open()
            except (smtplib.SMTPException, OSError, ValueError) as error:
                where = f"{self._settings.host}:{self._settings.port}"
                raise UnreachableError(f"mail server {where}: {self._without_password(_words(error))}") from None
        return self._server

    def _without_password(self, words: str) -> str:
        """What a server said of a login, should it repeat what it was told, plain or in the base 64 of SMTP."""
        secret = (self._settings.user and self._settings.password(self._root)) or ""
        told = (secret, f"\0{self._settings.user}\0{secret}")
        for each in (secret, *(b64encode(text.encode()).decode() for text in told)) if secret else ():
            words = words.replace(each, "…")
        return words

    def _open(self) -> smtplib.SMTP:
        settings = self._settings
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if settings.security == "tls":
            server = smtplib.SMTP_SSL(settings.host, settings.port, timeout=settings.timeout, context=context)
        else:
            server = smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout)
        try:
            if settings.security == "starttls":
                server.starttls(context=context)
            if settings.user:
                server.login(settings.user, settings.password(self._root) or "")
            server.ehlo_or_helo_if_needed()
        except BaseException:
            server.close()
            raise
        return server

    def _hang_up(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()


def _expect(answer: tuple[int, bytes]) -> None:
    code, words = answer
    if code not in {250, 251}:
        raise smtplib.SMTPResponseException(code, words)


def _for_good(error: Exception) -> bool:
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error.decode(errors="replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"{error.smtp_code} {words}"
    return str(error) or type(error).__name__
