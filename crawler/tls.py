"""TLS: strict first; a host whose certificate or protocol is not good is asked once more with a tolerant context.

Many offices have expired certificates, certificates of another host, or servers that speak old TLS only. What such a
host shows is read and recorded together with what was wrong; nothing secret is ever sent, so only the content could be
forged, and a person sees the remark beside every visit.
"""

from functools import lru_cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from OpenSSL import SSL
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.http import Response
from twisted.internet.ssl import TLSVersion

tolerated_hosts: dict[str, str] = {}
"""Hosts that are asked with the tolerant context, with what was wrong when they were asked strictly."""

_LEGACY_SERVER_CONNECT = 0x4
_OLD_CIPHERS = b"DEFAULT:@SECLEVEL=0"
"""Twisted's own list of ciphers leaves the level out, and TLS 1.0 and 1.1 need 0."""

_LONGEST_NAME = 200


def shown_certificate(response: Response) -> str | None:
    """Return whose certificate a server showed, by whom, for how long, and its SHA-256; None where it showed none."""
    certificate = response.certificate
    return _told(certificate.original.to_cryptography()) if certificate else None


@lru_cache(maxsize=256)
def _told(read: x509.Certificate) -> str:
    try:
        names = (read.subject.rfc4514_string(), read.issuer.rfc4514_string())
    except ValueError as error:
        return f"unreadable: {error}"
    subject, issuer = (name[:_LONGEST_NAME] for name in names)
    valid = f"{read.not_valid_before_utc:%Y-%m-%d} to {read.not_valid_after_utc:%Y-%m-%d}"
    return f"{subject}; issued by {issuer}; valid {valid}; SHA-256 {read.fingerprint(SHA256()).hex()}"


class TolerantContextFactory(_ScrapyClientContextFactory):
    """Checks certificates, but not those of hosts in `tolerated_hosts`, which may use old ciphers and TLS 1.0 too."""

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: ANN401, N802 - Twisted's
        """Return what opens the connection to a host."""
        if hostname.decode("ascii", "replace").lower() not in tolerated_hosts:
            return super().creatorForNetloc(hostname, port)
        lenient = _Lenient(method=None, verify_certificates=False, tls_min_version=TLSVersion.TLSv1_0)
        return lenient.creatorForNetloc(hostname, port)


class _Lenient(_ScrapyClientContextFactory):
    def _get_cert_options(self) -> Any:  # noqa: ANN401 - Twisted's
        options = super()._get_cert_options()
        context: SSL.Context = options.getContext()
        context.set_options(_LEGACY_SERVER_CONNECT)
        context.set_cipher_list(_OLD_CIPHERS)
        context.set_verify(SSL.VERIFY_NONE, lambda *_: True)
        return options
