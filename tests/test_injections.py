"""What was planted is followed through all that is written, sent, printed and served: it shows and does nothing."""

import asyncio
import csv
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from io import BytesIO, StringIO
from pathlib import Path
from unicodedata import category

import pytest
from datasette.app import Datasette
from lxml import etree, html
from warcio.archiveiterator import ArchiveIterator

from config.workspace import Workspace
from reports.explore import metadata
from tests.hostile_office import MARK, SCRIPT, HostileOffice

pytestmark = pytest.mark.slow

ALLOWED_ADDRESS = re.compile(r"(https?://|mailto:|#|(?!\w+:)[\w./%-])")
ELEMENTS_THAT_ACT = "//script|//img|//iframe|//object|//embed|//form|//base|//input|//*[@style[contains(., 'url(')]]"
FIRST_OF_A_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
KNOWN = {"zhang@office.example", "keeper@office.example", "a@b.example"}
UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Cs"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> HostileOffice:
    return HostileOffice(tmp_path_factory.mktemp("hostile") / "office")


def unseen(text: str, kept: str = "\n") -> set[str]:
    """Control and direction signs that a text holds."""
    return {char for char in text if category(char) in UNSEEN and char not in kept}


def acts(page: bytes) -> list[str]:
    """Whatever in an HTML page could do something, or is not what it seems."""
    tree = html.fromstring(page)
    found = [etree.tostring(each).decode()[:80] for each in tree.xpath(ELEMENTS_THAT_ACT)]
    found += [name for each in tree.iter(etree.Element) for name in each.attrib if name.startswith("on")]
    addresses = tree.xpath(
        "//@href|//@src|//@action|//@xlink:href", namespaces={"xlink": "http://www.w3.org/1999/xlink"}
    )
    found += [each for each in addresses if not ALLOWED_ADDRESS.match(each)]
    return found + sorted(unseen("".join(tree.itertext())))


def read(files: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    found = [(file.name, file.read_bytes()) for file in files]
    assert found
    yield from found


def test_the_planted_things_were_read_and_told(office: HostileOffice) -> None:
    (page,) = (data for name, data in read(office.files(".html")) if name == "latest.html")
    text = html.fromstring(page).text_content()
    assert SCRIPT in text
    assert "‹U+001B›" in text
    assert any("edition" in said for said in office.said.values())


def test_pages_show_it(office: HostileOffice) -> None:
    assert {name: found for name, data in read(office.files(".html")) if (found := acts(data))} == {}


def test_mail_has_no_header_of_somebody_else(office: HostileOffice) -> None:
    for _, data in read(office.files(".eml")):
        message = message_from_bytes(data, policy=policy.default)
        assert set(message.keys()) == {
            *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type")
        }
        assert {address.addr_spec for address in message["To"].addresses} <= KNOWN
        assert not unseen("".join(str(value) for value in message.values()), kept="")
        for part in message.walk():
            if part.get_content_type() == "text/html":
                assert acts(part.get_content().encode()) == []
            elif part.get_content_type() == "text/plain":
                assert not unseen(part.get_content(), kept="\r\n")


def test_a_chat_group_is_told_plain_lines(office: HostileOffice) -> None:
    for _, data in read(path for path in office.files(".txt") if path.parent.name == "outbox"):
        title, _, text = data.decode().partition("\n\n")
        assert not unseen(title + text)
        assert not [line for line in text.splitlines() if line.startswith(("Bcc:", "2026-01-01 INFO"))]


def test_workbooks_have_no_formula_and_no_link(office: HostileOffice) -> None:
    for _, data in read(office.files(".xlsx")):
        with zipfile.ZipFile(BytesIO(data)) as package:
            for name in package.namelist():
                tree = etree.fromstring(package.read(name))
                assert not tree.xpath("//*[local-name()='f' or local-name()='hyperlink' or @TargetMode]")


def test_letters_have_no_field_and_no_link(office: HostileOffice) -> None:
    for _, data in read(office.files(".docx")):
        with zipfile.ZipFile(BytesIO(data)) as package:
            tree = etree.fromstring(package.read("word/document.xml"))
            others = [package.read(name) for name in package.namelist() if name.endswith(".rels")]
        assert not tree.xpath("//*[local-name()='hyperlink' or local-name()='object' or local-name()='altChunk']")
        fields = [text for text in tree.xpath("//*[local-name()='instrText']/text()") if text.strip() != "PAGE"]
        assert fields == []
        assert not [each for each in others if b"TargetMode" in each]


def test_no_field_of_a_table_begins_a_formula(office: HostileOffice) -> None:
    tables = [data.decode("utf-8-sig") for _, data in read(office.files(".csv"))]
    tables += [said.removeprefix("\ufeff") for words, said in office.said.items() if "--csv" in words]
    for table in tables:
        rows = csv.reader(StringIO(table, newline=""))
        assert not [field for row in rows for field in row if field.lstrip().startswith(FIRST_OF_A_FORMULA)]


def test_the_feed_links_to_pages_only(office: HostileOffice) -> None:
    for _, data in read(office.files(".xml")):
        root = etree.fromstring(data)
        assert {etree.QName(each).namespace for each in root.iter(etree.Element)} == {"http://www.w3.org/2005/Atom"}
        assert not [link for link in root.iter("{*}link") if not ALLOWED_ADDRESS.match(link.get("href"))]
        assert not [each for each in root.iter("{*}content") if each.get("type") in {"html", "xhtml"}]


def test_json_is_json_and_says_what_was_found(office: HostileOffice) -> None:
    for _, data in read(office.files(".json")):
        json.loads(data)
    lines = [line for words, said in office.said.items() if "--json" in words for line in said.splitlines()]
    found = [json.loads(line) for line in lines if line.startswith("{")]
    assert len(found) > 10
    assert not unseen("".join(lines), kept="")


def test_the_terminal_shows_it(office: HostileOffice) -> None:
    """Neither colours, nor a turned line, nor a line that duban did not write."""
    said = {words: text.removeprefix("\ufeff").replace("\r\n", "\n") for words, text in office.said.items()}
    assert {words: signs for words, text in said.items() if (signs := unseen(text))} == {}
    lines = [line for text in said.values() for line in text.splitlines()]
    assert not [line for line in lines if line.startswith(("Bcc:", "2026-01-01 INFO"))]


def test_evidence_holds_the_records_that_were_written_and_no_other(office: HostileOffice) -> None:
    for _, data in read(office.files(".warc.gz")):
        kinds = [record.rec_type for record in ArchiveIterator(BytesIO(data))]
        assert set(kinds) <= {"warcinfo", "resource", "metadata"}
    for _, data in read(office.files(".wacz")):
        with zipfile.ZipFile(BytesIO(data)) as package:
            assert not [name for name in package.namelist() if name.startswith("/") or ".." in name]


def test_no_file_lies_where_a_name_wanted_it(office: HostileOffice) -> None:
    outside = [path for path in office.root.parent.rglob(f"*{MARK}*") if office.root not in path.parents]
    assert outside == []
    made = [path for path in office.files("") if path.is_file()]
    assert not [path.name for path in made if unseen(path.name, kept="") or re.search(r"[<>\"'|?*:\\]", path.name)]


@pytest.mark.parametrize("table", ["", "/bodies", "/findings", "/open_findings", "/captures", "/runs"])
def test_datasette_shows_it(office: HostileOffice, table: str) -> None:
    workspace = Workspace.open(office.root)
    page = asyncio.run(_asked(workspace, f"/duban{table}"))
    tree = html.fromstring(page)
    assert MARK in tree.text_content() or not table
    assert not [script for script in tree.xpath("//script") if MARK in etree.tostring(script).decode()]
    attributes = [(name, value) for each in tree.iter(etree.Element) for name, value in each.attrib.items()]
    assert not [name for name, value in attributes if name.startswith("on") and MARK in value]
    assert not [value for name, value in attributes if name in {"href", "src"} and value.startswith("javascript:")]


async def _asked(workspace: Workspace, path: str) -> str:
    served = Datasette([str(workspace.database)], metadata=metadata(workspace.settings.office))
    try:
        answer = await served.client.get(path, follow_redirects=True)
        assert answer.status_code == 200
        return answer.text
    finally:
        for database in served.databases.values():
            database.close()
        served.executor.shutdown()
