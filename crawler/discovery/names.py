"""What people call a body where its place is understood: 云帆县教育局 is 县教育局 or 教育局 in the lists of 云帆县."""

import re
from collections.abc import Iterator

_PLACE = re.compile(r"^.{1,10}?(?:自治)?(?P<unit>[省市州盟县区旗])(?=.)")
_SHORTEST = 3


def short_names(name: str) -> frozenset[str]:
    """Return the shorter forms of a squeezed name that a list of its own place may use."""
    return frozenset(each for each in _shorter(name) if each != name)


def _shorter(name: str) -> Iterator[str]:
    place = _PLACE.match(name)
    office = name[place.end() :] if place else ""
    if place and office in {"人民政府", "政府"}:
        yield from (f"{place.group()}政府", place.group())
        yield from (f"{place['unit']}{form}" for form in ("政府", "人民政府", "政府本级", "本级"))
    elif place and len(office) >= _SHORTEST:
        yield from (office, f"{place['unit']}{office}", *_shorter(office))
    for long, short in (("人民政府", ""), ("人民政府", "政府"), ("街道办事处", "街道")):
        if name.endswith(long) and not (place and office == long):
            yield f"{name.removesuffix(long)}{short}"
