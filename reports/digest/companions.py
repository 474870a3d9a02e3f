"""What goes with digests and is made by others from the same facts."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.settings import Lang
from reports.digest.facts import Facts
from reports.mail import Enclosure
from reports.store import Store


@dataclass(frozen=True, slots=True)
class Companions:
    """What goes with digests.

    Attributes:
        enclosed: returns the files that travel with the message to a reader.
        beside: writes what belongs beside a page into its folder.
    """

    enclosed: Callable[[Store, Facts, Lang], tuple[Enclosure, ...]] = lambda _store, _facts, _lang: ()
    beside: Callable[[Store, Facts, Lang, Path], None] = lambda _store, _facts, _lang, _folder: None


ALONE = Companions()
"""A digest by itself."""
