"""Several offices in one workspace: which bodies each of them oversees."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field

from config.errors import UserError
from config.files import Record

if TYPE_CHECKING:
    from config.bodies import Registry


def _one_or_several(value: object) -> object:
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


Names = Annotated[tuple[str, ...], BeforeValidator(_one_or_several)]
"""Ids or names of bodies: one text or a list of them."""


class Office(Record):
    """An office that oversees a part of the registry and sees nothing of the rest.

    Attributes:
        name: by which recipients and `--office` call it.
        bodies: ids or names; the office oversees them and everything under them.
        heading: of its digests, by default the name.
    """

    name: str = Field(min_length=1, pattern=r"\w", description="the name of an office")
    bodies: Names = Field(min_length=1, description="a list of ids or names")
    heading: str = Field("", description="a text")

    @property
    def title(self) -> str:
        """What stands above its digests."""
        return self.heading or self.name

    @property
    def folder(self) -> str:
        """The name of its folder inside `digests/`."""
        return re.sub(r"[^\w-]+", "_", self.name)

    def sees(self, registry: "Registry") -> frozenset[str]:
        """Return the ids of the bodies it oversees.

        Raises:
            UserError: it names a body that the registry does not list.
        """
        try:
            roots = [registry.find(name) for name in self.bodies]
        except UserError as error:
            raise UserError(f"duban.toml: offices, {self.name}: {error}") from error
        return frozenset(body.id for root in roots for body in (root, *registry.under(root)))


def require_distinct(offices: Iterable[Office]) -> None:
    """Insist that every office can be told from the others.

    Raises:
        ValueError: two offices have one name, or would write into one folder.
    """
    seen: dict[str, str] = {}
    for office in offices:
        if office.folder.casefold() in seen:
            raise ValueError(f"offices: '{office.name}' and '{seen[office.folder.casefold()]}' have the same name")
        seen[office.folder.casefold()] = office.name
