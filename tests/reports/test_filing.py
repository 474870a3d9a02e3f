"""Payloads written by another process: whole or not at all, and whoever waits is told why one cannot be stored."""

import os
import signal
from io import BytesIO
from pathlib import Path

import pytest

from config.errors import UserError
from reports.archive import Archive, hash_of
from reports.filing import InProcess, InThreads, filing_of, main
from reports.targets import FilesystemTarget

SMALL = [f"<p>第{number}号</p>".encode() for number in range(20)]
LARGE = os.urandom(300_000)
"""More than a pipe holds."""


def test_what_is_waited_for_is_in_the_archive(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    filing = InProcess(archive)
    waits = [(filing.write(hash_of(data), data), data) for data in (*SMALL, LARGE, SMALL[0])]
    for wait, data in waits:
        wait()
        assert archive.get(hash_of(data)) == data
    filing.close()
    assert not list(archive.root.rglob("*.part"))


def test_all_is_written_before_the_end(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    filing = InProcess(archive)
    for data in SMALL:
        filing.write(hash_of(data), data)
    filing.close()
    assert [archive.get(hash_of(data)) for data in SMALL] == SMALL


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file stands in its place", encoding="utf-8")
    filing = InProcess(Archive(tmp_path / "archive"))
    wait = filing.write(hash_of(LARGE), LARGE)
    with pytest.raises(UserError, match="archive: the payload could not be stored"):
        wait()
    filing.close()


def test_a_process_that_was_killed_stores_nothing_more(tmp_path: Path) -> None:
    filing = InProcess(Archive(tmp_path / "archive"))
    filing.write(hash_of(SMALL[0]), SMALL[0])()
    os.kill(filing.pid, signal.SIGKILL)
    wait = filing.write(hash_of(LARGE), LARGE)
    with pytest.raises(UserError, match="the process that writes payloads has ended"):
        wait()
    filing.close()


@pytest.mark.parametrize("kept", [40, 72, 100, 72 + len(SMALL[0]) - 1], ids=str)
def test_a_payload_that_was_cut_off_on_its_way_is_not_stored(tmp_path: Path, kept: int) -> None:
    """The sender was killed inside the name, before the payload, inside it."""
    sent = hash_of(LARGE).encode() + len(LARGE).to_bytes(8) + LARGE
    told = BytesIO()
    main(tmp_path / "archive", "", BytesIO(sent[:kept]), told)
    assert (told.getvalue(), list(tmp_path.rglob("*"))) == (b"", [])


def test_an_archive_elsewhere_is_written_in_threads(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive", FilesystemTarget("memory://elsewhere"))
    filing = filing_of(archive)
    assert isinstance(filing, InThreads)
    filing.write(hash_of(LARGE), LARGE)()
    filing.close()
    assert archive.get(hash_of(LARGE)) == LARGE
    assert not archive.root.exists()
