"""The words of reports of a workspace: their texts, and their sketches, each made once."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache, partial
from zlib import crc32

from checks.portfolio.copies import Key, Member
from checks.portfolio.sketches import VERSION, Sketch, Text, sketch_of
from config.bodies import Registry
from reports.portfolio.relations import bodies_apart, masked_names, place_of
from reports.store import Shown, Store

_TEXTS_AT_HAND = 256
_SAVED_AT_ONCE = 500


class Library:
    """The words of the reports that are judged, all of bodies of the registry.

    Args:
        store: one open to write keeps the sketches that are made.
        registry: whose names are masked.
    """

    def __init__(self, store: Store, registry: Registry) -> None:
        self._store, self._registry = store, registry
        self.bodies = {body.id: body for body in registry.bodies}
        self._names = cache(partial(masked_names, registry))
        self.text_of = lru_cache(maxsize=_TEXTS_AT_HAND)(self._text_of)

    def place_of(self, body: str) -> str:
        """Return the place of a body."""
        return place_of(self.bodies[body])

    def members(self, shown: Collection[Shown]) -> Iterator[Member]:
        """Yield reports as they are compared with others."""
        sketches = self.sketches({(each.body_id, each.year): each.edition_id for each in shown})
        for each in shown:
            body, key = self.bodies[each.body_id], (each.body_id, each.year)
            apart = bodies_apart(self._registry, body, each.year)
            yield Member(key, place_of(body), sketches[key], each.published, apart)

    def sketches(self, editions: Mapping[Key, int]) -> dict[Key, Sketch]:
        """Return the sketches of some reports; those not kept, or made with other names, are made now."""
        kept = self._store.sketches(list(editions.values()))
        found = {
            key: Sketch.from_bytes(kept[edition][1])
            for key, edition in editions.items()
            if edition in kept and kept[edition][0] == self.version_of(key[0])
        }
        lacking = [key for key in editions if key not in found]
        for start in range(0, len(lacking), _SAVED_AT_ONCE):
            made = {key: sketch_of(self.text_of(key)) for key in lacking[start : start + _SAVED_AT_ONCE]}
            if self._store.writable:
                self._store.save_sketches(
                    (editions[key], self.version_of(key[0]), sketch.to_bytes()) for key, sketch in made.items()
                )
            found |= made
        return found

    def _text_of(self, key: Key) -> Text:
        sections = self._store.words_of(*key)
        return Text(sections.get("1", ""), sections.get("5", ""), self._names(self.bodies[key[0]]))

    @cache  # noqa: B019 - lives as long as one comparison
    def version_of(self, body: str) -> int:
        """Return what tells sketches apart that were made in another way or with other names masked."""
        return crc32(repr((VERSION, self._names(self.bodies[body]))).encode())
