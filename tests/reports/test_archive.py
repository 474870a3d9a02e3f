"""Payloads as received, once, and whole or not at all."""

import gzip

import pytest

from config.errors import UserError
from reports.archive import Archive, DamagedError

PAGE = "年度报告".encode() * 1000


def test_a_payload_comes_back_as_it_was_and_is_kept_once(tmp_path):
    archive = Archive(tmp_path / "archive")
    sha256 = archive.put(PAGE)
    written = archive.path(sha256).stat().st_mtime_ns
    assert archive.put(PAGE) == sha256
    assert archive.get(sha256) == PAGE
    assert archive.path(sha256).stat().st_mtime_ns == written
    assert archive.path(sha256).relative_to(tmp_path).as_posix() == f"archive/{sha256[:2]}/{sha256}.gz"
    assert [path.name for path in archive.path(sha256).parent.iterdir()] == [f"{sha256}.gz"]


def test_the_same_payload_is_the_same_file_everywhere(tmp_path):
    one, other = Archive(tmp_path / "one"), Archive(tmp_path / "other")
    sha256 = one.put(PAGE)
    other.put(PAGE)
    assert one.path(sha256).read_bytes() == other.path(sha256).read_bytes()


def test_an_empty_payload_is_a_payload(tmp_path):
    archive = Archive(tmp_path)
    assert archive.get(archive.put(b"")) == b""


def test_what_a_kill_left_half_written_is_not_there(tmp_path):
    archive = Archive(tmp_path)
    sha256 = archive.put(PAGE)
    whole = archive.path(sha256).read_bytes()
    archive.path(sha256).rename(archive.path(sha256).with_name(".abc.part"))
    archive.path(sha256).with_name(".abc.part").write_bytes(whole[:50])
    assert not archive.has(sha256)
    assert archive.get(archive.put(PAGE)) == PAGE


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-20]),
        lambda path: path.write_bytes(b"not compressed"),
        lambda path: path.write_bytes(path.read_bytes()[:20] + b"\xff" * 20 + path.read_bytes()[40:]),
        lambda path: path.write_bytes(gzip.compress(b"something else")),
    ],
    ids=["gone", "empty", "cut off", "no gzip", "overwritten", "exchanged"],
)
def test_damage_is_said_and_never_handed_out(tmp_path, damage):
    archive = Archive(tmp_path)
    sha256 = archive.put(PAGE)
    damage(archive.path(sha256))
    assert not archive.whole(sha256)
    with pytest.raises(DamagedError, match=sha256):
        archive.get(sha256)
    archive.put(PAGE)  # the same page came once more
    assert archive.get(sha256) == PAGE


def test_an_archive_that_cannot_be_written_to_is_one_clear_line(tmp_path):
    (tmp_path / "archive").write_text("a file where a folder should be")
    with pytest.raises(UserError, match="archive: the payload could not be stored"):
        Archive(tmp_path / "archive").put(PAGE)
