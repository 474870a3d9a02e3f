"""RAR archives, which older offices attach: read like ZIP where bsdtar is installed, else one line says what to do."""

import os
from collections.abc import Callable, Mapping
from shutil import which

import pytest

from checks.documents import parse_documents
from checks.documents.model import Document
from tests.hostile import docx, zipped
from tests.writing.rar import rar, rar4

REPORT = "青禾县教育局2024年政府信息公开工作年度报告".encode()

needs_bsdtar = pytest.mark.skipif(which("bsdtar") is None, reason="needs bsdtar (Debian: libarchive-tools)")


def codes(documents: tuple[Document, ...]) -> list[str]:
    return [note.code for document in documents for note in document.notes]


@needs_bsdtar
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_its_members_are_read_and_keep_their_names(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    data = rar({"附件/教育局年报.txt": REPORT, "inner.zip": zipped({"b.txt": REPORT})})
    documents = parse_documents(data, "a.rar")
    assert [document.source for document in documents] == ["a.rar!附件/教育局年报.txt", "a.rar!inner.zip!b.txt"]
    assert [document.blocks[0].text for document in documents] == [REPORT.decode()] * 2
    assert codes(documents) == []


@needs_bsdtar
@pytest.mark.parametrize("write", [rar, rar4])
def test_a_word_file_stored_last_does_not_make_it_a_word_file(write: Callable[[Mapping[str, bytes]], bytes]) -> None:
    """Word files do not shrink, so they are stored; the end of the last is the end of a ZIP."""
    word = docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>")
    documents = parse_documents(write({"b.txt": REPORT, "a.docx": word}), "a.rar")
    assert [document.source for document in documents] == ["a.rar!b.txt", "a.rar!a.docx"]


@needs_bsdtar
def test_archives_in_archives_in_archives_are_refused() -> None:
    data = rar({"a.txt": REPORT})
    for _ in range(3):
        data = rar({"deeper.rar": data})
    assert codes(parse_documents(data, "a.rar")) == ["package_too_deep"]


@needs_bsdtar
@pytest.mark.parametrize("damage", [slice(0, 60), slice(0, -40)])
def test_a_damaged_one_is_one_line(damage: slice) -> None:
    data = rar({"a.txt": os.urandom(20_000)})[damage]
    (document,) = parse_documents(data, "a.rar")
    assert [note.code for note in document.notes] == ["format_not_read"]
    assert "unpack the file first" in document.notes[0].message_en


def test_without_bsdtar_the_line_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    (document,) = parse_documents(rar({"a.txt": REPORT}), "a.rar")
    assert [note.code for note in document.notes] == ["format_not_read"]
    assert "libarchive-tools" in document.notes[0].message
