"""Zip files read as if sent by an enemy: by index, into memory, counting every byte.

Sizes that an archive states are never believed, names are only labels, and what lies in
the damaged part of a file does not take the rest with it.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from fascicle.importing.archives import Entry, is_archive_name
from fascicle.importing.limits import Limits, Tally
from fascicle.importing.story import Problem

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_END64_PLACE = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_CENTRAL_MARK = b"PK\x01\x02"
_LOCAL = struct.Struct("<4s5H3L2H")
_LOCAL_MARK = b"PK\x03\x04"
_ENCRYPTED, _UTF8_NAME = 0x1, 0x800
_STORED, _DEFLATED = 0, 8
_CHUNK = 1 << 16
_UNKNOWN32 = 0xFFFFFFFF
_MAX_INDEX = 256 << 20


@dataclass(frozen=True, slots=True)
class _Header:
    """Where an entry lies; ``size`` is that of its compressed bytes, None if not known."""

    name: str
    offset: int
    size: int | None
    method: int
    flags: int
    crc: int | None = None


class _Damaged(Exception):
    """The bytes are not what a zip file has here."""


def read_zip(file: BinaryIO, limits: Limits) -> Iterator[Entry]:
    """The entries of a zip file in the order of their data. Never raises for a bad archive.

    If the index at the end is missing, entries are read one after another up to the damage.
    """
    tally = Tally(limits)
    try:
        headers = _index(file, limits)
    except (_Damaged, struct.error, OSError):
        yield from _read_without_index(file, tally)
        return
    yield from _read_by_index(file, headers, tally)


# ------------------------------------------------------------- with an index


def _index(file: BinaryIO, limits: Limits) -> list[_Header]:
    size, start, shift = _find_index(file)
    _seek(file, start + shift)
    block = file.read(min(size, _MAX_INDEX))
    headers: list[_Header] = []
    at = 0
    while at < len(block) and len(headers) <= limits.entries:
        header, at = _central_header(block, at, shift)
        headers.append(header)
    return sorted(headers, key=lambda header: header.offset)


def _find_index(file: BinaryIO) -> tuple[int, int, int]:
    """Bytes and place of the index, and how many bytes stand before the archive."""
    end = file.seek(0, 2)
    tail_at = max(0, end - 65_557)
    file.seek(tail_at)
    tail = file.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size:
        raise _Damaged
    _, _, _, _, count, size, start, _ = _END.unpack_from(tail, at)
    if _UNKNOWN32 in (size, start) or count == 0xFFFF:
        wide = _find_index64(file, tail_at + at)
        if wide:
            return (*wide, 0)
    shift = tail_at + at - size - start
    if shift < 0:
        raise _Damaged
    return size, start, shift


def _seek(file: BinaryIO, place: int) -> None:
    """Go to a place that the archive names, which may be none that a file can have."""
    try:
        file.seek(place)
    except (OSError, ValueError, OverflowError) as error:
        raise _Damaged from error


def _find_index64(file: BinaryIO, end_at: int) -> tuple[int, int] | None:
    if end_at < _END64_PLACE.size:
        return None
    file.seek(end_at - _END64_PLACE.size)
    mark, _, place, _ = _END64_PLACE.unpack(file.read(_END64_PLACE.size))
    if mark != b"PK\x06\x07":
        return None
    _seek(file, place)
    fields = _END64.unpack(file.read(_END64.size))
    return fields[8], fields[9]


def _central_header(block: bytes, at: int, shift: int) -> tuple[_Header, int]:
    fields = _CENTRAL.unpack_from(block, at)
    if fields[0] != _CENTRAL_MARK:
        raise _Damaged
    flags, method, crc = fields[3], fields[4], fields[7]
    packed, unpacked, offset = fields[8], fields[9], fields[16]
    name_at = at + _CENTRAL.size
    name_end = name_at + fields[10]
    extra_end = name_end + fields[11]
    wide = _wide_fields(block[name_end:extra_end], (unpacked, packed, offset))
    header = _Header(
        _name(block[name_at:name_end], flags),
        wide[2] + shift,
        wide[1],
        method,
        flags,
        crc,
    )
    return header, extra_end + fields[12]


def _wide_fields(extra: bytes, values: tuple[int, ...]) -> tuple[int, ...]:
    """Zip64: sizes that do not fit in four bytes stand in the extra field, in order."""
    if _UNKNOWN32 not in values:
        return values
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            wide = iter(struct.unpack_from(f"<{size // 8}Q", extra, at + 4))
            return tuple(next(wide, v) if v == _UNKNOWN32 else v for v in values)
        at += 4 + size
    return values


def _name(raw: bytes, flags: int) -> str:
    """A label for people. Old archives use cp437, some newer ones UTF-8 without saying so."""
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("utf-8" if flags & _UTF8_NAME else "cp437", "replace")
    return name.replace("\\", "/")


def _read_by_index(
    file: BinaryIO, headers: list[_Header], tally: Tally
) -> Iterator[Entry]:
    reached, names = 0, set[str]()
    for header in headers:
        if tally.too_many():
            yield Entry(header.name, problem=Problem.TOO_LARGE)
            return
        if header.name.endswith("/"):
            continue
        if header.name in names or header.offset < reached:
            yield Entry(header.name, problem=Problem.BAD_ARCHIVE)
            continue
        names.add(header.name)
        entry, end = _read_entry(file, header, tally)
        reached = max(reached, end)
        yield entry


def _read_entry(file: BinaryIO, header: _Header, tally: Tally) -> tuple[Entry, int]:
    """An entry and where its data ends."""
    try:
        start = _data_start(file, header.offset)
    except (_Damaged, struct.error):
        return Entry(header.name, problem=Problem.BAD_ARCHIVE), header.offset
    end = start + (header.size or 0)
    problem = _refusal(header)
    if problem:
        return Entry(header.name, problem=problem), end
    try:
        _seek(file, start)
        data = _unpack(file, header, tally)
    except _Damaged:
        return Entry(header.name, problem=Problem.BAD_ARCHIVE), end
    if data is None:
        return Entry(header.name, problem=Problem.TOO_LARGE), end
    if header.crc is not None and zlib.crc32(data) != header.crc:
        return Entry(header.name, problem=Problem.BAD_ARCHIVE), end
    return Entry(header.name, data), end


def _data_start(file: BinaryIO, offset: int) -> int:
    _seek(file, offset)
    fields = _LOCAL.unpack(file.read(_LOCAL.size))
    if fields[0] != _LOCAL_MARK:
        raise _Damaged
    return int(offset + _LOCAL.size + fields[9] + fields[10])


def _refusal(header: _Header) -> Problem | None:
    if header.flags & _ENCRYPTED:
        return Problem.ENCRYPTED
    if header.method not in (_STORED, _DEFLATED):
        return Problem.UNSUPPORTED
    if is_archive_name(header.name):
        return Problem.NESTED_ARCHIVE
    return None


def _unpack(file: BinaryIO, header: _Header, tally: Tally) -> bytes | None:
    """The entry's bytes, counted while they come; None if they are more than allowed."""
    left = header.size if header.size is not None else _UNKNOWN32
    if header.method == _STORED:
        if not tally.allows(left, left):
            return None
        data = file.read(left)
        if len(data) < left:
            raise _Damaged
        tally.add(len(data))
        return data
    return _inflate(file, left, tally)


def _inflate(file: BinaryIO, left: int, tally: Tally) -> bytes | None:
    inflater = zlib.decompressobj(-15)
    pieces, size, packed = [], 0, 0
    pending = b""
    while not inflater.eof:
        if not pending:
            pending = file.read(min(_CHUNK, left))
            left -= len(pending)
            packed += len(pending)
        try:
            piece = inflater.decompress(pending, _CHUNK)
        except zlib.error:
            raise _Damaged from None
        # At the end of its input the inflater may still hold output back.
        if not (pending or piece or inflater.eof):
            raise _Damaged
        pending = inflater.unconsumed_tail
        pieces.append(piece)
        size += len(piece)
        if not tally.allows(size, packed):
            return None
    file.seek(-len(inflater.unused_data), 1)
    tally.add(size)
    return b"".join(pieces)


# ------------------------------------------------------------- without an index


def _read_without_index(file: BinaryIO, tally: Tally) -> Iterator[Entry]:
    """Entries one after another, from the start up to the damage, which is reported."""
    at = 0
    while not tally.too_many():
        try:
            _seek(file, at)
            header, start = _local_header(file, at)
        except (_Damaged, struct.error):
            yield Entry("", problem=Problem.BAD_ARCHIVE)
            return
        entry, end = _read_entry(file, header, tally)
        if not header.name.endswith("/"):
            yield entry
        if header.size is None:
            if header.method != _DEFLATED or entry.problem:
                return
            end = _after_descriptor(file)
        at = max(end, start)


def _local_header(file: BinaryIO, at: int) -> tuple[_Header, int]:
    fields = _LOCAL.unpack(file.read(_LOCAL.size))
    if fields[0] != _LOCAL_MARK:
        raise _Damaged
    flags, method, crc, packed, unpacked = (
        fields[2],
        fields[3],
        fields[6],
        fields[7],
        fields[8],
    )
    raw, extra = file.read(fields[9]), file.read(fields[10])
    later = bool(flags & 0x8)
    size = None if later else _wide_fields(extra, (unpacked, packed))[1]
    header = _Header(_name(raw, flags), at, size, method, flags, None if later else crc)
    return header, file.tell()


def _after_descriptor(file: BinaryIO) -> int:
    """Past the sizes that follow an entry whose header did not know them."""
    place = file.tell()
    peek = file.read(4)
    return place + (16 if peek == b"PK\x07\x08" else 12)
