"""The words of reports of a workspace: their texts, and their sketches, each made once."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from zlib import crc32

from checks.portfolio.copies import Key, Member
from checks.portfolio.sketches import VERSION, Sketch, Text, sketch_of
from config.bodies import Body, Registry
from reports.portfolio.relations import bodies_apart, masked_names, place_of
from reports.store import Shown, Store

_TEXTS_AT_HAND = 256
_SAVED_AT_ONCE = 500


class Library:
    """The words of the reports that are judged.

    Args:
        store: one open to write keeps the sketches that are made.
        registry: whose names are masked.
        shown: the reports, all of bodies of the registry.
    """

    def __init__(self, store: Store, registry: Registry, shown: Sequence[Shown]) -> None:
        self._store, self._registry = store, registry
        self._bodies = {body.id: body for body in registry.bodies}
        self._shown = {(each.body_id, each.year): each for each in shown}
        self._names = cache(partial(masked_names, registry))
        self.text_of = lru_cache(maxsize=_TEXTS_AT_HAND)(self._text_of)

    def members(self) -> Iterator[Member]:
        """Yield every report as it is compared with others."""
        sketches = self._sketches()
        for key, shown in self._shown.items():
            body = self._bodies[key[0]]
            apart = bodies_apart(self._registry, body, key[1])
            yield Member(key, place_of(body), sketches[shown.edition_id], shown.published, apart)

    def _text_of(self, key: Key) -> Text:
        sections = self._store.words_of(self._shown[key].edition_id)
        return Text(sections.get("1", ""), sections.get("5", ""), self._names(self._bodies[key[0]]))

    def _sketches(self) -> Mapping[int, Sketch]:
        """Return the sketches of all reports by edition; those not kept, or made with other names, are made now."""
        versions = {each.edition_id: self._version(self._bodies[key[0]]) for key, each in self._shown.items()}
        kept = self._store.sketches(list(versions))
        found = {
            edition: Sketch.from_bytes(data)
            for edition, (version, data) in kept.items()
            if version == versions[edition]
        }
        lacking = [(key, each) for key, each in self._shown.items() if each.edition_id not in found]
        for start in range(0, len(lacking), _SAVED_AT_ONCE):
            made = {
                each.edition_id: sketch_of(self._text_of(key)) for key, each in lacking[start : start + _SAVED_AT_ONCE]
            }
            if self._store.writable:
                self._store.save_sketches((id_, versions[id_], sketch.to_bytes()) for id_, sketch in made.items())
            found |= made
        return found

    def _version(self, body: Body) -> int:
        """Return what tells sketches apart that were made in another way or with other names masked."""
        return crc32(repr((VERSION, self._names(body))).encode())
