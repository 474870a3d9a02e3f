"""pywb, which knows nothing of duban, replays what `duban evidence` wrote."""

import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from importlib.util import find_spec

import pytest

from reports.evidence import write_evidence
from reports.evidence.warc import uri
from reports.store import Store
from tests.reports.evidence_samples import (
    D1,
    D2,
    FILE,
    FILE_URL,
    LIST,
    LIST_URL,
    MADE,
    PAGES,
    REPORT_URL,
    WRONG_SUM,
    confirmed,
    finding,
    look,
)
from tests.reports.ledger_samples import Desk, make_workspace

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("pywb") is None, reason="pywb is not installed (it is for Linux only)"),
]
SECONDS_TO_START = 60
PAGES_OF_RUN = {
    REPORT_URL: (WRONG_SUM, "20261127013100"),
    FILE_URL: (FILE, "20261127013200"),
    LIST_URL: (LIST, "20261127013000"),
}


def pywb(module, function, *words):
    return [sys.executable, "-c", f"from pywb.{module} import {function}; {function}()", *words]


@pytest.fixture(scope="module")
def replayed(tmp_path_factory):
    """The port of a pywb that holds the WACZ as `wacz` and the WARC as `warc`."""
    root = tmp_path_factory.mktemp("replay")
    workspace = make_workspace(root / "office")
    with Store.open(workspace.database, write=True) as store:
        desk = Desk(store, workspace)
        look(desk, D1)
        look(desk, D2, [PAGES[0], confirmed(PAGES[1])], real=MADE.replace(day=29))
        files = write_evidence(store, workspace, finding(store, "A104").public_id, made=MADE, lang="zh")
    for collection, file, option in (("wacz", files.wacz, ["--unpack-wacz"]), ("warc", files.warc, [])):
        for words in (["init", collection], ["add", *option, collection, str(file)]):
            subprocess.run(pywb("manager.manager", "main", *words), cwd=root, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        pywb("apps.cli", "wayback", "-b", "127.0.0.1", "-p", str(port)),
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=10)


def wait_for(port, server):
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        assert server.poll() is None, "pywb ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"pywb did not listen within {SECONDS_TO_START} s")


def get(port, path):
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


@pytest.mark.parametrize("collection", ["wacz", "warc"])
@pytest.mark.parametrize("url", PAGES_OF_RUN, ids=["report", "attachment", "list"])
def test_every_page_comes_back_byte_for_byte(replayed, collection, url):
    payload, stamp = PAGES_OF_RUN[url]
    assert get(replayed, f"/{collection}/{stamp}id_/{uri(url)}") == (200, payload)


@pytest.mark.parametrize("collection", ["wacz", "warc"])
def test_what_is_not_in_it_is_not_found(replayed, collection):
    status, _ = get(replayed, f"/{collection}/2026id_/http://www.qinghe.example/other")
    assert status == 404


def test_the_confirmed_page_replays_what_it_confirms(replayed):
    assert get(replayed, f"/warc/20261128013100id_/{uri(REPORT_URL)}") == (200, WRONG_SUM)
