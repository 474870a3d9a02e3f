"""The evidence behind a finding: which pages it takes, and that it says nothing of them that is not known."""

import gzip
import hashlib
import json
import subprocess
import sys
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from lxml import html
from warcio.archiveiterator import ArchiveIterator

from config.errors import UserError
from reports.evidence import write_evidence
from reports.evidence.wacz import lookup_key
from reports.ledger import evaluate, import_files
from reports.store import RunState, Store, VisitOutcome
from tests.reports.digest_ledger import Inline
from tests.reports.evidence_samples import (
    D1,
    D2,
    D3,
    FILE,
    FILE_URL,
    LIST,
    LIST_URL,
    MADE,
    PAGES,
    REPORT_URL,
    WRONG_SUM,
    Asked,
    confirmed,
    finding,
    look,
)
from tests.reports.ledger_samples import COUNTY, FINANCE, SITE, Desk, make_workspace, paper, read_paper


@pytest.fixture
def desk(tmp_path):
    workspace = make_workspace(tmp_path / "office")
    with Store.open(workspace.database, write=True) as store:
        yield Desk(store, workspace)


def written(desk, rule, *, lang="zh", out=None):
    row = finding(desk.store, rule)
    return write_evidence(desk.store, desk.workspace, row.public_id, made=MADE, lang=lang, out=out)


def records(path):
    with path.open("rb") as stream:
        return [
            (
                r.rec_type,
                r.rec_headers.get_header("WARC-Target-URI"),
                r.http_headers,
                r.rec_headers,
                r.raw_stream.read(),
            )
            for r in ArchiveIterator(stream, no_record_parse=False)
        ]


def by_kind(path, kind):
    return [record for record in records(path) if record[0] == kind]


def protocol(files):
    return html.fromstring(files.protocol.read_text(encoding="utf-8"))


def test_the_report_its_attachment_and_the_list_that_led_to_it(desk):
    look(desk, D1)
    files = written(desk, "A104")
    assert files.warc.parent == desk.workspace.root / "evidence" / finding(desk.store, "A104").public_id
    answers = [(url, body) for _, url, _, _, body in by_kind(files.warc, "response")]
    assert answers == [
        ("http://www.qinghe.example/%E5%85%AC%E5%BC%80/bg/1.html?id=7&A=1", WRONG_SUM),
        ("http://www.qinghe.example/nb/%E9%99%84%E4%BB%B6.pdf", FILE),
        (LIST_URL, LIST),
    ]
    assert len(by_kind(files.warc, "request")) == len(by_kind(files.warc, "metadata")) == 3
    assert files.lost == ()


def test_headers_tell_the_truth_about_the_payload_that_is_there(desk):
    look(desk, D1)
    report, file, listed = (record[2] for record in by_kind(written(desk, "A104").warc, "response"))
    assert report.get_statuscode() == "200"
    assert dict(report.headers) == {
        "Content-Type": "text/html", "X-Archive-Orig-Content-Encoding": "gzip", "X-Archive-Orig-Content-Length": "17",
        "Etag": '"v1"', "Content-Length": str(len(WRONG_SUM)),
    }  # fmt: skip
    assert file.get_header("Content-Length") == str(len(FILE))
    assert dict(listed.headers) == {"Content-Type": "text/html; charset=gbk", "Content-Length": str(len(LIST))}


def test_records_carry_the_real_time_and_the_digest_of_the_archive(desk):
    look(desk, D1)
    files = written(desk, "A104")
    head = by_kind(files.warc, "response")[0][3]
    assert head.protocol == "WARC/1.1"
    assert head.get_header("WARC-Date") == "2026-11-27T01:31:00Z"
    checked = [sys.executable, "-m", "warcio.cli", "check", str(files.warc)]
    assert subprocess.run(checked, capture_output=True, check=False).returncode == 0
    sha256 = hashlib.sha256(WRONG_SUM).hexdigest()
    assert sha256 in files.protocol.read_text(encoding="utf-8")


def test_a_request_holds_no_more_than_is_known_of_it(desk):
    look(desk, D1)
    head = by_kind(written(desk, "A104").warc, "request")[0][2]
    assert head.protocol == "GET"
    assert head.statusline == "/%E5%85%AC%E5%BC%80/bg/1.html?id=7&A=1 HTTP/1.1"
    assert head.headers == [("Host", "www.qinghe.example")]


def test_a_confirmed_page_refers_to_the_visit_that_brought_it(desk):
    look(desk, D1)
    look(desk, D2, [PAGES[0], confirmed(PAGES[1])])
    files = written(desk, "A104")
    (revisit,) = by_kind(files.warc, "revisit")
    assert revisit[3].get_header("WARC-Refers-To-Date") == "2026-11-27T01:31:00Z"
    assert any(b'answer: HTTP 304 Not Modified; etag: "v1"' in each[4] for each in by_kind(files.warc, "metadata"))
    brought = [url for _, url, _, _, body in by_kind(files.warc, "response") if body == WRONG_SUM]
    assert brought == [revisit[1]]


def test_absence_is_shown_by_the_lists_that_were_looked_through(desk):
    only_list = [PAGES[0], Asked(f"{SITE}gone.html", "report", b"", 404, VisitOutcome.NOT_FOUND, referrer=LIST_URL)]
    for at in (D1, D2, D3):
        look(desk, at, [only_list[0]])
    look(desk, D3, only_list, state=RunState.REJECTED)
    files = written(desk, "T102")
    assert [url for _, url, _, _, _ in by_kind(files.warc, "response")] == [LIST_URL] * 2
    lines = protocol(files).xpath("//section[@aria-labelledby='absence']//li/text()")
    assert len(lines) == 2
    assert all("验收合格" in line for line in lines)
    assert "2025-02-02" in lines[0]


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("证据记录", "certificate has expired")), ("en", ("Protocol of evidence",))]
)
def test_the_protocol_stands_alone_and_tells_what_was_wrong_with_the_certificate(desk, lang, words):
    look(desk, D1)
    page = protocol(written(desk, "A104", lang=lang))
    assert page.xpath("//script | //link | //img | //iframe | //*[@src]") == []
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']")
    text = page.text_content()
    assert all(word in text for word in words)
    assert "2026-11-27 09:31:00+08:00" in text
    assert REPORT_URL in text


def test_the_protocol_names_the_fingerprints_of_the_files_beside_it(desk):
    look(desk, D1)
    files = written(desk, "A104")
    told = protocol(files).xpath("//section[@aria-labelledby='files']//td[@class='hash']/text()")
    assert told == [hashlib.sha256(path.read_bytes()).hexdigest() for path in (files.warc, files.wacz)]


def test_what_a_page_calls_itself_cannot_act_in_the_protocol(desk):
    hostile = paper(FINANCE, 2024, {"t4.review.total": 3}, date="2025-01-09")
    look(desk, D1, [Asked(f"{SITE}1", "report", hostile, title="<script>alert(1)</script>\u202e")])
    page = protocol(written(desk, "A104"))
    assert page.xpath("//script") == []
    assert "\u202e" not in page.text_content()


def test_the_wacz_holds_the_warc_its_index_and_its_pages_by_the_specification(desk):
    look(desk, D1)
    files = written(desk, "A104")
    with ZipFile(files.wacz) as package:
        names = package.namelist()
        manifest = json.loads(package.read("datapackage.json"))
        assert {entry["path"] for entry in manifest["resources"]} == set(names) - {
            "datapackage.json", "datapackage-digest.json",
        }  # fmt: skip
        for entry in manifest["resources"]:
            data = package.read(entry["path"])
            assert (entry["bytes"], entry["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        digest = json.loads(package.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{hashlib.sha256(package.read('datapackage.json')).hexdigest()}"
        assert {package.getinfo(name).compress_type for name in names if name.endswith(".gz")} == {ZIP_STORED}
        warc = package.read(next(name for name in names if name.startswith("archive/")))
        assert warc == files.warc.read_bytes()
        head, *pages = [json.loads(line) for line in package.read("pages/pages.jsonl").decode().splitlines()]
        lines = gzip.decompress(package.read("indexes/index.cdx.gz")).decode().splitlines()
    assert (manifest["profile"], manifest["wacz_version"]) == ("data-package", "1.1.1")
    assert head["format"] == "json-pages-1.0"
    assert pages[0]["title"] == "财政局2024年年报"
    assert manifest["mainPageUrl"] == pages[0]["url"]
    assert lines == sorted(lines)
    for line in lines:
        entry = json.loads(line.split(" ", 2)[2])
        part = warc[int(entry["offset"]) : int(entry["offset"]) + int(entry["length"])]
        (record,) = ArchiveIterator(BytesIO(part))
        assert record.rec_headers.get_header("WARC-Target-URI") == entry["url"]


def test_the_same_evidence_gives_the_same_bytes(desk, tmp_path):
    look(desk, D1)
    one, again = (written(desk, "A104", out=tmp_path / name) for name in ("one", "again"))
    for first, second in ((one.warc, again.warc), (one.wacz, again.wacz), (one.protocol, again.protocol)):
        assert first.read_bytes() == second.read_bytes()


def test_both_originals_of_a_changed_report_are_there(desk):
    look(desk, D1)
    other = paper(FINANCE, 2024, {"t4.review.total": 3, "t2.licensing.decisions": 9}, date="2025-01-09")
    look(desk, D2, [PAGES[0], Asked(REPORT_URL, "report", other, referrer=LIST_URL)])
    files = written(desk, "P102")
    bodies = [body for _, _, _, _, body in by_kind(files.warc, "response")]
    assert {WRONG_SUM, other} <= set(bodies)
    page = protocol(files)
    assert page.xpath("//section[@aria-labelledby='revisions']//td/ins/text()") == ["9"]


def test_a_file_entered_by_hand_is_a_resource_with_who_and_when(desk, tmp_path):
    saved = tmp_path / "saved.html"
    saved.write_bytes(WRONG_SUM)
    import_files(
        desk.store, desk.workspace, [saved], as_of=D2, who="王某", when=D1, url=REPORT_URL, executor=Inline(),
        read=read_paper,
    )  # fmt: skip
    evaluate(desk.store, desk.workspace, as_of=D2)
    files = written(desk, "A104")
    (resource,) = by_kind(files.warc, "resource")
    assert resource[4] == WRONG_SUM
    (told,) = by_kind(files.warc, "metadata")
    assert "enteredBy: 王某" in told[4].decode()
    assert by_kind(files.warc, "response") == by_kind(files.warc, "request") == []
    text = protocol(files).text_content()
    assert "人工录入，不是本系统抓取所得" in text
    assert "王某" in text


def test_a_payload_that_was_lost_is_told_and_not_invented(desk):
    look(desk, D1)
    desk.archive.path(hashlib.sha256(FILE).hexdigest()).write_bytes(b"rotten")
    files = written(desk, "A104")
    assert files.lost == (FILE_URL,)
    assert "已损坏或丢失" in protocol(files).text_content()
    assert [url for _, url, _, _, _ in by_kind(files.warc, "response")] == [
        "http://www.qinghe.example/%E5%85%AC%E5%BC%80/bg/1.html?id=7&A=1",
        LIST_URL,
    ]


def test_the_beginning_of_an_id_is_enough_where_no_other_begins_so(desk):
    look(desk, D1, [*PAGES, Asked(f"{SITE}gov", "report", paper(COUNTY, 2024, {"t4.review.total": 3}))])
    row = finding(desk.store, "A104")
    files = write_evidence(desk.store, desk.workspace, row.public_id[:9].upper(), made=MADE, lang="zh")
    assert files.warc.name == f"{row.public_id}.warc.gz"


@pytest.mark.parametrize("name", ["ffffffffffff", "", "%", "A104"])
def test_an_unknown_id_is_told_in_one_line(desk, name):
    look(desk, D1)
    with pytest.raises(UserError, match="there is no such finding") as told:
        write_evidence(desk.store, desk.workspace, name, made=MADE, lang="zh")
    assert "\n" not in str(told.value)
    assert not (desk.workspace.root / "evidence").exists()


def test_a_folder_that_cannot_be_written_to_is_told(desk, tmp_path):
    look(desk, D1)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="cannot be written"):
        written(desk, "A104", out=tmp_path / "file")


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://www.qinghe.example/", "example,qinghe)/"),
        ("https://www2.Qinghe.example:443/A/B/", "example,qinghe)/a/b"),
        ("http://127.0.0.1:8080/x", "1,0,0,127:8080)/x"),
        ("http://qinghe.example/a?b=2&A=1", "example,qinghe)/a?a=1&b=2"),
        ("http://qinghe.example?x=", "example,qinghe)/?x="),
        ("http://qinghe.example/a#part", "example,qinghe)/a"),
        ("http://qinghe.example/%E5%85%AC", "example,qinghe)/%e5%85%ac"),
        ("file:saved.html", "file:saved.html"),
    ],
)
def test_addresses_are_looked_up_as_replay_does(url, key):
    assert lookup_key(url) == key
    if url.startswith("http"):
        surt = pytest.importorskip("surt", reason="comes with pywb, which is installed for Linux only")
        assert surt.surt(url) == key
