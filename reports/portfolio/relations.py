"""How bodies of the registry stand to each other, as far as their reports are compared."""

from checks.portfolio.masking import names_of
from checks.reading.names import name_key, places_of
from config.bodies import Body, Registry
from config.kinds import Kind

_COUNTY, _CITY = 6, 4
"""Digits of the code of an administrative division."""
_OFFICES = frozenset({"政府办", "政府办公厅", "办公厅"})


def place_of(body: Body) -> str:
    """Return the division whose bodies may share a template: the county, or the city of a body of the city."""
    return body.region[:_COUNTY]


def masked_names(registry: Registry, body: Body) -> tuple[str, ...]:
    """Return what the report of a body may call it and those above it."""
    return names_of(tuple(name for each in (body, *registry.above(body)) for name in each.names))


def is_office(registry: Registry, body: Body) -> bool:
    """Tell whether a body is the office of the government above it."""
    above = registry.get(body.parent) if body.parent else None
    if above is None or above.kind is not Kind.GOVERNMENT:
        return False
    return name_key(body.name).removeprefix(name_key(above.name)) in _OFFICES


def bodies_apart(registry: Registry, body: Body, year: int) -> frozenset[str]:
    """Return the bodies whose words a body may share: those it continues, and the government whose office it is."""
    continued = {each.id for each in registry.continued(body, year)}
    above = {body.parent} if body.parent and is_office(registry, body) else set()
    return frozenset(continued | above)


def peers_of(body: Body) -> str | None:
    """Return what the bodies comparable with one have in common; None where nothing is.

    Townships and subdistricts of one city are peers, offices of one name in other places, governments of one level.
    """
    if body.kind in {Kind.TOWNSHIP, Kind.SUBDISTRICT}:
        return f"{body.kind} {body.region[:_CITY]}"
    if body.kind is Kind.GOVERNMENT:
        return f"{body.kind} {body.level}" if body.level else None
    if body.kind is Kind.DEPARTMENT:
        short = name_key(body.name)
        return f"{body.kind} {short.removeprefix(''.join(places_of(short)))}"
    return None
