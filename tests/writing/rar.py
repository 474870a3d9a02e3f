"""RAR archives, members stored as they are: nothing free packs RAR."""

from collections.abc import Mapping
from zlib import crc32

_SIGNATURE = b"Rar!\x1a\x07\x01\x00"
_MAIN, _FILE, _END = 1, 2, 5
_HAS_DATA, _HAS_CHECKSUM, _UNIX = 2, 4, 1
_WINDOWS, _ARCHIVED = b"\x02", b"\x20\x00\x00\x00"


def rar(members: Mapping[str, bytes]) -> bytes:
    """Return an archive of version 5 of files by name."""
    return b"".join(
        (
            _SIGNATURE,
            _header(_MAIN, 0, _number(0)),
            *map(_file, members, members.values()),
            _header(_END, 0, _number(0)),
        )
    )


def _file(name: str, data: bytes) -> bytes:
    about = [len(data), _HAS_CHECKSUM, len(data), 0o100644]
    named = name.encode()
    fields = b"".join(map(_number, about)) + crc32(data).to_bytes(4, "little")
    fields += b"".join(map(_number, (0, _UNIX, len(named)))) + named
    return _header(_FILE, _HAS_DATA, fields) + data


def _header(kind: int, flags: int, fields: bytes) -> bytes:
    told = _number(kind) + _number(flags) + fields
    told = _number(len(told)) + told
    return crc32(told).to_bytes(4, "little") + told


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first, the highest bit where more follow."""
    more = bytearray()
    while value > 0x7F:
        more.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*more, value))


def rar4(members: Mapping[str, bytes]) -> bytes:
    """Return the same in the version before 2013, which most offices' archives are of; names are ASCII."""
    files = (_old_file(name.encode("ascii"), data) for name, data in members.items())
    return b"".join((b"Rar!\x1a\x07\x00", _old_header(0x73, 0, bytes(6)), *files, _old_header(0x7B, 0x4000, b"")))


def _old_file(name: bytes, data: bytes) -> bytes:
    size, stored = len(data).to_bytes(4, "little"), b"\x14\x30"
    fields = size + size + _WINDOWS + crc32(data).to_bytes(4, "little") + bytes(4) + stored
    return _old_header(0x74, 0x8000, fields + len(name).to_bytes(2, "little") + _ARCHIVED + name) + data


def _old_header(kind: int, flags: int, fields: bytes) -> bytes:
    told = bytes((kind,)) + flags.to_bytes(2, "little") + (7 + len(fields)).to_bytes(2, "little") + fields
    return (crc32(told) & 0xFFFF).to_bytes(2, "little") + told
