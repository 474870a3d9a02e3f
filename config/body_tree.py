"""The rows of the registry together: who stands above whom, and which site is whose."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from config.bodies import Body, Refusal
from config.body_rows import Draft, RowError, column_url
from config.cleaning import clean_code


class Tree:
    """Turns drafts into bodies, parents first; what cannot be a body is refused, what is odd is noted.

    Attributes:
        bodies: the bodies, in the order of the file.
        refusals: the rows that name a parent in vain, stand in a circle or have no site.
        notes: remarks that refuse nothing.
    """

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._names = _Names(drafts)
        self._done: dict[int, Body | None] = {}
        self.refusals: list[Refusal] = []
        self.notes: list[str] = []
        for draft in drafts:
            self._settle(draft)
        built = (self._done[draft.line] for draft in drafts)
        self.bodies = tuple(body for body in built if body is not None)

    def _settle(self, draft: Draft) -> None:
        """Build the ancestors of a draft from the top down, then the draft itself."""
        chain = {draft.line: draft}
        above = self._parent(draft)
        while above is not None and above.line not in self._done:
            if above.line in chain:
                lines = list(chain)
                self._refuse_circle([chain[line] for line in lines[lines.index(above.line) :]])
                break
            chain[above.line] = above
            above = self._parent(above)
        for each in reversed(chain.values()):
            if each.line not in self._done:
                self._done[each.line] = self._build(each)

    def _parent(self, draft: Draft) -> Draft | None:
        """The row a draft names as its parent, None when it names none or names one in vain."""
        found = self._names.meant(draft.parent) if draft.parent else ()
        return found[0] if len(found) == 1 else None

    def _refuse_circle(self, circle: Sequence[Draft]) -> None:
        lines = ", ".join(str(line) for line in sorted(draft.line for draft in circle))
        for draft in circle:
            self._refuse(draft, f"parent (上级机关) goes in a circle through line {lines}")
            self._done[draft.line] = None

    def _refuse(self, draft: Draft, reason: str) -> None:
        self.refusals.append(Refusal(draft.line, reason, draft.cells))

    def _build(self, draft: Draft) -> Body | None:
        try:
            parent = self._parent_body(draft)
            return self._body(draft, parent)
        except RowError as error:
            self._refuse(draft, str(error))
            return None

    def _parent_body(self, draft: Draft) -> Body | None:
        if not draft.parent:
            return None
        found = self._names.meant(draft.parent)
        if len(found) > 1:
            lines = ", ".join(str(each.line) for each in found)
            raise RowError(f"parent (上级机关) '{draft.parent}' may be any of the lines {lines}: write its id")
        body = self._done[found[0].line] if found else None
        if body is None:
            why = f"was refused (line {found[0].line})" if found else "is not in the registry"
            self._without_parent(draft, f"parent (上级机关) '{draft.parent}' {why}")
        return body

    def _without_parent(self, draft: Draft, problem: str) -> None:
        if not draft.site:
            raise RowError(f"{problem}, and there is no site (网站)")
        self.notes.append(f"line {draft.line}: {problem}; the body stands alone")

    def _body(self, draft: Draft, parent: Body | None) -> Body:
        site = draft.site or (parent.site if parent else "")
        if not site:
            raise RowError("no site (网站), neither its own nor a parent's")
        inherited = parent.column if parent and not draft.site else None
        return Body(
            id=draft.key,
            name=draft.name,
            kind=draft.kind,
            kind_source=draft.kind_source,
            level=draft.level,
            parent=parent.id if parent else None,
            region=draft.region,
            site=site,
            column=column_url(site, draft.column) or inherited,
            contact=draft.contact,
            aliases=draft.aliases,
            since=draft.since,
            until=draft.until,
            successor=self._successor(draft),
            line=draft.line,
        )

    def _successor(self, draft: Draft) -> str | None:
        found = self._names.meant(draft.successor) if draft.successor else ()
        return found[0].key if len(found) == 1 else draft.successor or None


class _Names:
    """Rows by id, name and former name."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._by_key: dict[str, list[Draft]] = defaultdict(list)
        self._by_name: dict[str, list[Draft]] = defaultdict(list)
        self._by_alias: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            self._by_key[draft.key].append(draft)
            self._by_name[draft.name].append(draft)
            for alias in draft.aliases:
                self._by_alias[alias].append(draft)

    def meant(self, text: str) -> tuple[Draft, ...]:
        """The rows a person may mean: by id, else by name, else by former name."""
        indexes: tuple[tuple[Mapping[str, list[Draft]], str], ...] = (
            (self._by_key, clean_code(text)),
            (self._by_name, text),
            (self._by_alias, text),
        )
        return tuple(next((index[key] for index, key in indexes if key in index), ()))
