"""`duban serve`: a real Datasette on this machine only, which shows the ledger and can change nothing in it."""

import json
import socket
import subprocess
import sys
import time
from hashlib import sha256
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from config.errors import UserError
from reports import explore
from reports.explore import metadata
from reports.ledger import evaluate
from reports.store import Store
from reports.store.document import comments, queries
from tests.conftest import ROOT, run
from tests.reports.ledger_samples import FINANCE, Desk, day, make_workspace, paper

D1, D2 = day("2025-01-10"), day("2025-01-20")


def check(workspace, as_of, total):
    with Store.open(workspace.database, write=True) as store:
        Desk(store, workspace).crawl(as_of, {"1": paper(FINANCE, 2024, {"t4.review.total": total}, date="2025-01-09")})
        evaluate(store, workspace, as_of=as_of)


def get(url):
    with urlopen(url) as answer:  # noqa: S310 - our own server
        return answer.read().decode()


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The address of the ledger in a running Datasette, and its workspace."""
    workspace = make_workspace(tmp_path_factory.mktemp("served") / "office")
    check(workspace, D1, 3)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "duban", "serve", "--port", str(port), "--workspace", str(workspace.root)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        url = f"http://127.0.0.1:{port}/duban"
        _await(url, server)
        yield url, workspace, port
        server.terminate()
        assert server.wait(20) is not None


def _await(url, server):
    for _ in range(300):
        try:
            get(url + ".json")
        except URLError:
            assert server.poll() is None, "the server ended before it answered"
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer")


@pytest.mark.slow
def test_the_ledger_is_shown_with_its_words_and_ready_queries(served):
    url, _, _ = served
    page = get(url)
    for title in (each["title"] for each in queries().values()):
        assert title in page
    assert comments()["finding_events"]["cause"].split(",")[0] in get(f"{url}/finding_events")
    (finding,) = [row for row in json.loads(get(f"{url}/open_findings.json?_shape=array")) if row["rule"] == "A104"]
    assert finding["body"] == FINANCE


@pytest.mark.slow
@pytest.mark.parametrize("name", queries())
def test_every_ready_query_runs(served, name):
    url, _, _ = served
    answer = json.loads(get(f"{url}/{name}.json?_shape=objects&body={quote('财政')}"))
    assert answer["ok"]
    assert answer["columns"]


@pytest.mark.slow
def test_nothing_can_be_changed_and_what_is_added_meanwhile_is_seen(served):
    url, workspace, _ = served
    before = sha256(workspace.database.read_bytes()).hexdigest()
    for sql in ("DELETE FROM findings", "WITH x AS (SELECT 1) DELETE FROM findings", "PRAGMA journal_mode=delete"):
        with pytest.raises(HTTPError) as refused:
            get(f"{url}.json?sql={quote(sql)}")
        assert refused.value.code == 400
    for path in ("/findings", "/late_by_year", "/-/create"):
        with pytest.raises(HTTPError) as refused:
            urlopen(Request(url + path, data=b"{}", method="POST"))  # noqa: S310 - our own server
        assert refused.value.code >= 400
    assert sha256(workspace.database.read_bytes()).hexdigest() == before
    check(workspace, D2, 5)
    shown = json.loads(get(f"{url}/finding_events.json?_shape=array&kind=changed"))
    assert len(shown) > 0


@pytest.mark.slow
def test_only_this_machine_is_answered(served):
    _, _, port = served
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in others - {"127.0.0.1", "127.0.1.1"}:
        with pytest.raises(OSError), socket.create_connection((address, port), timeout=2):  # noqa: PT011 - of any kind
            pass


def test_without_the_extra_or_a_ledger_it_is_one_clear_line(tmp_path, monkeypatch):
    workspace = make_workspace(tmp_path / "office")
    done = run([sys.executable, "-m", "duban", "serve", "-w", str(workspace.root)], ROOT)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "run `duban check` first" in done.stderr
    monkeypatch.setattr(explore, "find_spec", lambda _: None)
    with pytest.raises(UserError, match=r"pip install 'duban\[explore\]'"):
        explore.serve(workspace)


def test_every_table_and_view_is_described():
    told = metadata("某办")["databases"]["duban"]["tables"]
    assert {name for name, said in told.items() if not said.get("hidden")} == comments().keys()
    assert "_words_of_editions_data" in told
