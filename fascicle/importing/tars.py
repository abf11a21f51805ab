"""Tar files, plain or compressed, read as a stream that is counted while it comes."""

import bz2
import gzip
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from fascicle.importing.archives import Entry, is_archive_name
from fascicle.importing.limits import MEGABYTE, Limits, Tally
from fascicle.importing.story import Problem

_ENDS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_DAMAGE = (
    *(tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError),
    *(ValueError, OverflowError),  # numbers in headers that are none
    RecursionError,  # headers about headers about headers
)
_ABOUT_THE_NEXT = (
    *(tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE),
    *(tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK),
)
#: A header about the next member holds its long name and little else, and tarfile takes
#: quadratic time to read it.
_MOST_ABOUT_THE_NEXT = 8 << 10


class _TooLarge(Exception):
    """More comes out than is allowed."""


class _Member(tarfile.TarInfo):
    """A member of an archive; refuses headers that are longer than any name."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        # The place that tarfile keeps for subclasses. Not every Python 3.11 asks frombuf.
        if self.type in _ABOUT_THE_NEXT and self.size > _MOST_ABOUT_THE_NEXT:
            raise _TooLarge
        return super()._proc_member(archive)  # type: ignore[misc,no-any-return]


class _Counted:
    """A stream that gives out no more than its budget, which each entry renews."""

    def __init__(self, stream: IO[bytes], packed: int, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._most = max(limits.free_bytes, packed * limits.ratio)
        self._total = 0
        self._budget = 0

    def renew(self) -> None:
        self._budget = 2 * self._limits.entry_bytes + MEGABYTE

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self._total += len(data)
        self._budget -= len(data)
        if self._budget < 0 or self._total > self._most:
            raise _TooLarge
        return data


def is_tar_name(name: str) -> bool:
    """Whether a name is that of a tar file, compressed or not."""
    return name.lower().endswith(_ENDS)


def read_tar(file: BinaryIO, limits: Limits) -> Iterator[Entry]:
    """The entries of a tar file. Never raises for a bad archive; damage ends it."""
    packed = file.seek(0, 2)
    file.seek(0)
    stream = _Counted(_decompressed(file), packed, limits)
    stream.renew()
    try:
        yield from _entries(stream, Tally(limits), packed)
    except _TooLarge:
        yield Entry("", problem=Problem.TOO_LARGE)
    except _DAMAGE:
        yield Entry("", problem=Problem.BAD_ARCHIVE)


def _decompressed(file: BinaryIO) -> IO[bytes]:
    head = file.read(6)
    file.seek(0)
    if head.startswith(b"\x1f\x8b"):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=file))
    if head.startswith(b"BZh"):
        return bz2.BZ2File(file)
    return lzma.LZMAFile(file) if head == b"\xfd7zXZ\0" else file


def _entries(stream: _Counted, tally: Tally, packed: int) -> Iterator[Entry]:
    # tarfile asks a stream for nothing but read().
    source = cast("IO[bytes]", stream)
    with tarfile.open(
        fileobj=source, mode="r|", encoding="utf-8", tarinfo=_Member
    ) as archive:
        for member in archive:
            stream.renew()
            if tally.too_many() or not tally.allows(member.size, packed):
                yield Entry(member.name, problem=Problem.TOO_LARGE)
                return
            if not member.isdir():
                yield _read_member(archive, member, tally)


def _read_member(
    archive: tarfile.TarFile, member: tarfile.TarInfo, tally: Tally
) -> Entry:
    if member.issym() or member.islnk():
        return Entry(member.name, problem=Problem.SYMLINK)
    if not member.isreg():
        return Entry(member.name, problem=Problem.NOT_A_FILE)
    if is_archive_name(member.name):
        return Entry(member.name, problem=Problem.NESTED_ARCHIVE)
    stream = archive.extractfile(member)
    data = stream.read() if stream else b""
    if len(data) < member.size:
        raise tarfile.ReadError
    tally.add(len(data))
    return Entry(member.name, data)
