"""The formats that are fuzzed: their originals, their mutations, and how `duban read` reads them."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from checks.documents import parse_documents
from checks.documents.office import docx_by_office
from checks.documents.package import open_package
from checks.documents.refusal import RefusedError
from checks.documents.word import parse_word
from checks.model import Report
from checks.reading import Hints, read_bytes
from checks.reading.report import read_report
from tests.writing import dice

from .mutation import Mutator, mutated
from .mutation.compound import COMPOUND
from .mutation.drawn import PRINTED
from .mutation.markup import MARKUP
from .mutation.octets import OCTETS
from .mutation.packages import PACKAGES
from .mutation.words import WORDS
from .oracle import faults_of
from .originals import POOL, originals

_SECONDS = 5
_WHOLLY = 8
"""One PDF of so many is read with a second opinion, which takes ten times as long."""


def _read(data: bytes, _number: int) -> tuple[Report, ...]:
    return read_bytes(data, source="given")


def _read_pdf(data: bytes, number: int) -> tuple[Report, ...]:
    if number % _WHOLLY == 0:
        return read_bytes(data, source="given")
    return tuple(read_report(document) for document in parse_documents(data, "given"))


def _read_without_office(data: bytes, _number: int) -> tuple[Report, ...]:
    """Read a file as on a machine without LibreOffice, which would take seconds for each that the converter refuses."""
    path, os.environ["PATH"] = os.environ["PATH"], os.devnull
    try:
        return read_bytes(data, source="given")
    finally:
        os.environ["PATH"] = path


def _read_by_office(data: bytes, _number: int) -> tuple[Report, ...]:
    """Read an old Word file as where the converter fails: by LibreOffice."""
    with TemporaryDirectory() as folder:
        given = Path(folder, "given.doc")
        given.write_bytes(data)
        made = docx_by_office(given)
    if made is None:
        return ()
    try:
        return (read_report(parse_word(open_package(made), "given"), Hints()),)
    except RefusedError:
        return ()


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        written: another format whose files it reads.
        read: returns the reports in a file; it is given the number of the input, too.
        seconds: of processor time that reading may take.
    """

    name: str
    mutators: tuple[Mutator, ...]
    written: str = ""
    read: Callable[[bytes, int], tuple[Report, ...]] = _read
    seconds: int = _SECONDS

    @property
    def written_as(self) -> str:
        """The name under which its originals are written."""
        return self.written or self.name

    def originals(self, seed: int, count: int = POOL) -> tuple[bytes, ...]:
        """Return the documents that are mutated."""
        return originals(self.written_as, seed, count)

    def input(self, seed: int, number: int) -> bytes:
        """Return one mutated document; it depends on format, seed and number alone."""
        rng, pool = dice("fuzz", self.name, seed, number), self.originals(seed)
        return self.mutated(rng.choice(pool), rng.choice(pool), rng)

    def mutated(self, data: bytes, other: bytes, rng: Random) -> bytes:
        """Return a document of the format mutated by chance, maybe with pieces of another."""
        return mutated(data, other, rng, self.mutators)

    def faults(self, data: bytes, number: int = 0) -> list[str]:
        """Read a file and return what is wrong with what was read."""
        return faults_of(self.written_as, data, self.read(data, number))


FORMATS = {
    format_.name: format_
    for format_ in (
        Format("html", (*MARKUP, *WORDS, *OCTETS)),
        Format("text", (*WORDS, *WORDS, *OCTETS)),
        Format("docx", PACKAGES),
        Format("xlsx", PACKAGES),
        Format("ofd", PACKAGES),
        Format("pdf", PRINTED, read=_read_pdf),
        Format("doc", COMPOUND, read=_read_without_office),
        Format("office", COMPOUND, written="doc", read=_read_by_office, seconds=60),
    )
}
