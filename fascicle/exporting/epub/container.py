"""The ZIP container: fixed order, fixed times, and a place kept free for growth.

KOReader knows a file by its "partial MD5": the MD5 of 1 KiB samples at 0 and at 1 KiB,
4 KiB, 16 KiB … 1 GiB. A serial's file must keep it when a chapter is appended, or the
reader loses their place. So what lasts comes first, and where a sample would fall on
what changes, padding takes its place. The hash then changes only as the text itself
grows past one of these offsets.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

MIMETYPE = b"application/epub+zip"
SAMPLE = 1024
SAMPLED = (0, *(1024 << (2 * i) for i in range(11)))
PADDING = "META-INF/padding"

_VERSION = 20  # 2.0: deflate
_UTF8 = 0x800
_DATE = (1980 - 1980) << 9 | 1 << 5 | 1  # 1 January 1980, the oldest a ZIP can say
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_STORED, _DEFLATED = 0, 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the container; ``is_packed`` if compressing it would gain nothing."""

    name: str
    data: bytes
    is_packed: bool = False


@dataclass(frozen=True, slots=True)
class _Record:
    local: bytes  # header and data, as it stands in the file
    central: bytes  # its line in the directory, but for the offset


def pack(lasting: Sequence[Entry], changing: Sequence[Entry]) -> bytes:
    """An EPUB container of what lasts, then what a further chapter changes."""
    head = [_record(Entry("mimetype", MIMETYPE, is_packed=True))]
    head += [_record(entry) for entry in lasting]
    tail = [_record(entry) for entry in changing]
    end = sum(len(record.local) for record in head)
    directory = sum(len(record.central) for record in [*head, *tail]) + _END.size
    size = sum(len(record.local) for record in tail) + directory
    if padding := padding_between(end, size):
        head.append(_record(Entry(PADDING, bytes(padding), is_packed=True)))
    return _join([*head, *tail])


def padding_between(end: int, tail: int) -> int:
    """How much to put after ``end``, so that no sample falls on the ``tail`` behind it."""
    entry = _LOCAL.size + len(PADDING)
    room = _CENTRAL.size + len(PADDING)
    start = end
    for sample in SAMPLED:
        # A sample that begins in the padding's own header can't be saved.
        reaches = start < sample + SAMPLE and sample < start + tail + room
        if reaches and end + entry <= sample:
            start = sample + SAMPLE
    return start - end - entry if start > end else 0


def _record(entry: Entry) -> _Record:
    name = entry.name.encode()
    method = _STORED if entry.is_packed else _DEFLATED
    data = entry.data if entry.is_packed else _deflate(entry.data)
    flags = 0 if entry.name.isascii() else _UTF8
    common = (_VERSION, flags, method, 0, _DATE, zlib.crc32(entry.data))
    sizes = (len(data), len(entry.data))
    local = _LOCAL.pack(b"PK\3\4", *common, *sizes, len(name), 0) + name + data
    central = _CENTRAL.pack(
        b"PK\1\2", _VERSION, *common, *sizes, len(name), 0, 0, 0, 0, 0, 0
    )
    return _Record(local, central + name)


def _deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def _join(records: Sequence[_Record]) -> bytes:
    body, directory, offset = [], [], 0
    for record in records:
        body.append(record.local)
        line = bytearray(record.central)
        struct.pack_into("<L", line, _CENTRAL.size - 4, offset)
        directory.append(bytes(line))
        offset += len(record.local)
    count = len(records)
    size = sum(map(len, directory))
    end = _END.pack(b"PK\5\6", 0, 0, count, count, size, offset, 0)
    return b"".join([*body, *directory, end])
