"""Servers that mean harm or are merely broken, as real servers on loopback."""

import gzip
import socket
import socketserver
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from reports.store import RunState
from tests.crawler.office import ROOT, SETTINGS, Body, captures, crawl, last_run, make_office, outcomes, visits
from tests.crawler.test_crawl import HOME, list_page, office, report, small_site
from tests.crawler.website import Answer, Website

ROBOTS = "User-agent: *\nDisallow: /nb/t2024.html\n"


class _Threads(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a visitor who went away."""


@contextmanager
def raw_server(answer: Callable[[str, Callable[[bytes], object]], None]) -> Iterator[str]:
    """A server that sends whatever it likes: `answer` is given the path and what sends bytes."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            line = self.rfile.readline().decode("latin-1")
            while self.rfile.readline().strip():
                pass
            if line:
                answer(line.split(" ")[1], self.wfile.write)

    with _Threads(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def whole(body: str) -> bytes:
    data = body.encode()
    return (
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(data)
        + data
    )


@pytest.mark.slow
def test_a_server_that_sends_a_byte_a_second(tmp_path: Path) -> None:
    def answer(path: str, send: Callable[[bytes], object]) -> None:
        if path == "/":
            send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            for _ in range(240):
                send(b"<")
                time.sleep(0.25)
        else:
            send(b"HTTP/1.1 404 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with raw_server(answer) as url:
        workspace = make_office(tmp_path / "o", [Body("云帆县教育局", url)], SETTINGS.replace("2.0", "1.0"))
        began = time.monotonic()
        assert crawl(workspace).returncode == 3
    assert time.monotonic() - began < 30
    assert outcomes(workspace) == {"/": "timeout"}


@pytest.mark.slow
def test_a_robots_txt_without_end_is_obeyed_as_far_as_it_was_read(tmp_path: Path) -> None:
    sent = []

    def answer(path: str, send: Callable[[bytes], object]) -> None:
        if path == "/robots.txt":
            send(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100000000\r\n\r\n" + ROBOTS.encode())
            for _ in range(1000):
                send(b"# nothing at all\n" * 6000)
                sent.append(1)
        else:
            pages = {"/": HOME, "/nb/": list_page(2025, 2024), "/nb/t2025.html": report(2025)}
            send(whole(pages[path]))

    with raw_server(answer) as url:
        workspace = make_office(tmp_path / "o", [Body("云帆县教育局", url)], SETTINGS.replace("2.0", "9.0"))
        crawl(workspace)
    assert outcomes(workspace)["/nb/t2024.html"] == "refused_by_policy"
    assert outcomes(workspace)["/nb/t2025.html"] == "ok"
    assert len(sent) < 500


def test_a_decompression_bomb(tmp_path: Path) -> None:
    bomb = Answer(gzip.compress(bytes(60_000_000)), headers={"Content-Encoding": "gzip"})
    settings = SETTINGS.replace("timeout = 2.0", "timeout = 5.0\nmax_size = 1000000")
    with small_site(nb__t2024=bomb, **{"nb__t2024.html": bomb}) as site:
        workspace = office(tmp_path, site, settings)
        crawl(workspace)
    assert outcomes(workspace)["/nb/t2024.html"] == "too_large"


def test_session_ids_make_no_new_pages(tmp_path: Path) -> None:
    links = "".join(
        f'<li><a href="/nb/?PHPSESSID={at}">政府信息公开年报</a><a href="/nb/;jsessionid={at}">年报</a></li>'
        for at in range(30)
    )
    with small_site(nb__=list_page(2025, more=links)) as site:
        assert crawl(office(tmp_path, site)).returncode == 0
    assert len(site.paths()) == 3


@pytest.mark.slow
def test_a_calendar_without_end_is_left(tmp_path: Path) -> None:
    class Calendar(Website):
        def answer(self, path: str) -> Answer:
            if path.startswith("/nb/?month="):
                month = int(path.rsplit("=", 1)[1])
                return Answer(f'<title>政府信息公开年报</title><p>{month}</p><a href="?month={month + 1}">下一页</a>')
            return super().answer(path)

    pages = {"/": HOME, "/nb/": list_page(2025, more='<a href="?month=1">下一页</a>'), "/nb/t2025.html": report(2025)}
    with Calendar(pages) as site:
        workspace = office(tmp_path, site)
        assert crawl(workspace).returncode == 3
    assert len(site.paths()) < 100
    assert last_run(workspace).state is RunState.REJECTED
    assert len(captures(workspace)) == 1


def test_redirects_in_a_circle(tmp_path: Path) -> None:
    pages = {
        "nb__": Answer(status=302, headers={"Location": "/a/"}),
        "a__": Answer(status=302, headers={"Location": "/nb/"}),
    }
    with small_site(**pages) as site:
        workspace = office(tmp_path, site)
        assert crawl(workspace).returncode == 3
    assert len(site.paths()) == 3
    assert last_run(workspace).state is RunState.REJECTED


def test_redirects_to_private_addresses_are_refused(tmp_path: Path) -> None:
    targets = ("http://127.0.0.2:9/", "http://169.254.169.254/latest/", "http://[::1]/", "file:///etc/passwd")
    pages = {
        f"nb__t{2025 - at}.html": Answer(status=302, headers={"Location": target}) for at, target in enumerate(targets)
    }
    with small_site(nb__=list_page(2025, 2024, 2023, 2022), **pages) as site:
        workspace = office(tmp_path, site, SETTINGS.replace("2023", "2022"))
        crawl(workspace)
    refused = {visit.url for visit in visits(workspace) if visit.outcome.value == "refused_by_policy"}
    assert refused == set(targets)


REBOUND = """
import socket, sys
from config.clock import parse_as_of
from config.workspace import Workspace
from crawler import settings
from crawler.run import crawl

asked = []

def changing(name):
    asked.append(name)
    return "127.0.0.1" if len(asked) == 1 else "127.0.0.2"

settings.DNSCACHE_ENABLED = False
socket.gethostbyname = changing
crawl(Workspace.open(sys.argv[1]), as_of=parse_as_of("2026-04-09"))
"""
"""A crawl under name servers that give another address the second time they are asked; Scrapy would ask once."""


@pytest.mark.skipif(sys.platform != "linux", reason="one loopback address only")
def test_a_name_that_changes_to_a_private_address_during_the_crawl_is_refused(tmp_path: Path) -> None:
    settings = f"{SETTINGS}contact = 'a@example.org'\nallowed_hosts = ['127.0.0.1']\n"
    with small_site() as site, socket.socket() as inside:
        site.pages["/"] = Answer(HOME, headers={"Connection": "close"})
        port = int(site.url.rsplit(":", 1)[1])
        inside.bind(("127.0.0.2", port))
        inside.listen()
        inside.setblocking(False)
        body = Body("云帆县教育局", f"http://office.example:{port}/")
        workspace = make_office(tmp_path / "o", [body], settings)
        subprocess.run([sys.executable, "-c", REBOUND, workspace.root], cwd=ROOT, check=True)
        with pytest.raises(BlockingIOError):
            inside.accept()
    seen = visits(workspace)
    assert seen[0].outcome.value == "ok"
    refused = [visit.error for visit in seen if visit.outcome.value == "refused_by_policy"]
    assert refused
    assert set(refused) == {"private address: office.example leads to 127.0.0.2"}
    assert last_run(workspace).state is RunState.REJECTED


def test_cookies_are_never_sent_back(tmp_path: Path) -> None:
    with small_site() as site:
        site.pages["/"] = Answer(HOME, headers={"Set-Cookie": "id=1; Path=/"})
        assert crawl(office(tmp_path, site)).returncode == 0
    assert not any("cookie" in asked.headers for asked in site.asked)


@pytest.mark.slow
def test_retry_after_is_waited_for_and_too_long_a_one_is_not(tmp_path: Path) -> None:
    settings = SETTINGS.replace("retries = 0", "retries = 2").replace("timeout = 2.0", "timeout = 9.0")
    busy = Answer(status=429, headers={"Retry-After": "3"}, then=Answer(list_page(2025, 2024)))
    closed = Answer(status=503, headers={"Retry-After": "86400"})
    with small_site(nb__=busy, **{"nb__t2024.html": closed}) as site:
        workspace = office(tmp_path, site, settings)
        crawl(workspace)
    times = [asked.at for asked in site.asked if asked.path == "/nb/"]
    assert times[1] - times[0] >= 2.9
    assert site.paths().count("/nb/t2024.html") == 1
    assert outcomes(workspace)["/nb/t2024.html"] == "server_error"


def self_signed(folder: Path, host: str, days: int) -> Path:
    """A certificate nobody vouches for, of a host, that is valid for so many days from now on; it may be over."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    named = x509.DNSName(host) if host[0].isalpha() else x509.IPAddress(ip_address(host))
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now - timedelta(9), now + timedelta(days)
    ).add_extension(x509.SubjectAlternativeName([named]), critical=False)
    path = folder / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.parametrize(
    ("host", "days"),
    [("127.0.0.1", -2), ("127.0.0.1", 30), ("other.example", 30)],
    ids=["expired", "self-signed", "of another host"],
)
def test_what_is_wrong_with_a_certificate_is_told_beside_every_visit(tmp_path: Path, host: str, days: int) -> None:
    site = small_site()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path, host, days))
    site.secure(context)
    with site:
        workspace = office(tmp_path, site, SETTINGS.replace("2.0", "5.0"))
        done = crawl(workspace)
    assert done.returncode == 0, done.stderr
    seen = visits(workspace)
    assert {visit.outcome.value for visit in seen} == {"ok"}
    assert all("tolerant TLS" in (visit.error or "") for visit in seen)
    assert all(f"CN={host}; issued by CN={host}; valid " in (visit.certificate or "") for visit in seen)


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1 is deprecated:DeprecationWarning")
def test_a_server_that_speaks_no_newer_tls_than_that_of_1999_is_read(tmp_path: Path) -> None:
    site = small_site()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path, "127.0.0.1", 30))
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    site.secure(context)
    with site:
        workspace = office(tmp_path, site, SETTINGS.replace("2.0", "5.0"))
        done = crawl(workspace)
    assert done.returncode == 0, done.stderr
    assert {visit.outcome.value for visit in visits(workspace)} == {"ok"}
