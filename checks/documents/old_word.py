"""Word files of before 2007, and those of WPS that are built like them: turned into DOCX, then read as such."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from checks.documents.model import Document
from checks.documents.office import docx_by_office
from checks.documents.package import open_package
from checks.documents.refusal import RefusedError
from checks.documents.word import parse_word
from checks.notes import note

_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def parse_old_word(data: bytes, source: str) -> Document:
    """Return the blocks of a DOC file; its macros are never run.

    Raises:
        RefusedError: it is encrypted, damaged, or beyond what the converter knows.
    """
    document = replace(parse_word(open_package(_as_docx(data)), source), format="doc")
    if _MACROS in data:
        return replace(document, notes=(*document.notes, note("macros_not_run")))
    return document


def _as_docx(data: bytes) -> bytes:
    """Return the file as DOCX, by LibreOffice where the converter fails; both take files, so they get a folder."""
    from doc2docx import convert, errors  # noqa: PLC0415 - a fifth of a second to load, for one file in many

    with TemporaryDirectory() as folder:
        given, made = Path(folder, "given.doc"), Path(folder, "made.docx")
        given.write_bytes(data)
        try:
            convert(given, made)
        except errors.EncryptedDocumentError as error:
            raise RefusedError("package_encrypted") from error
        except Exception as error:
            by_office = docx_by_office(given)
            if by_office is None:
                raise RefusedError("doc_not_converted", error=type(error).__name__) from error
            return by_office
        return made.read_bytes()
