"""Many named arrays in one file, to be mapped into memory.

The arrays come first, each at a multiple of 64 bytes, then a table of them as JSON, then its
length, the checksums of arrays and table, and a mark. So arrays can be written as they come.
"""

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fascicle.search.index.damage import Damaged

Array = NDArray[Any]

_MARK = b"fascicle"
_END = struct.Struct("<QII8s")
_ALIGNMENT = 64


def write(path: Path, arrays: Iterable[tuple[str, Array]]) -> None:
    """Write arrays as they come; the file stands whole on the disk or not at all."""
    half = path.with_name(path.name + ".half")
    table: dict[str, tuple[str, list[int], int]] = {}
    with half.open("wb") as file:
        sum_of_arrays = place = 0
        for name, array in arrays:
            whole = np.ascontiguousarray(array)
            padded = -(-whole.nbytes // _ALIGNMENT) * _ALIGNMENT
            data = whole.reshape(-1).view(np.uint8).data
            gap = bytes(padded - whole.nbytes)
            for part in (data, gap):
                file.write(part)
                sum_of_arrays = zlib.crc32(part, sum_of_arrays)
            table[name] = (whole.dtype.str, list(whole.shape), place)
            place += padded
        footer = json.dumps(table).encode()
        file.write(footer)
        file.write(_END.pack(len(footer), sum_of_arrays, zlib.crc32(footer), _MARK))
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
    _sync_folder(path.parent)


def mapped(path: Path) -> dict[str, Array]:
    """The arrays of a file, mapped into memory. Their own checksum is not looked at."""
    try:
        with path.open("rb") as file:
            whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise Damaged(f"{path.name}: {error}") from error
    return _arrays(memoryview(whole), path.name)


def loaded(path: Path) -> dict[str, Array]:
    """The arrays of a small file, read and checked whole."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Damaged(f"{path.name}: {error}") from error
    arrays = _arrays(memoryview(data), path.name)
    length, sum_of_arrays, _, _ = _END.unpack(data[-_END.size :])
    if zlib.crc32(memoryview(data)[: -_END.size - length]) != sum_of_arrays:
        raise Damaged(f"{path.name}: wrong checksum")
    return arrays


def _arrays(data: memoryview, name: str) -> dict[str, Array]:
    try:
        length, _, sum_of_table, mark = _END.unpack(data[-_END.size :])
        end = len(data) - _END.size - length
        footer = bytes(data[end : -_END.size]) if end >= 0 else b""
        if mark != _MARK or zlib.crc32(footer) != sum_of_table:
            raise Damaged(f"{name}: cut short or overwritten")
        return {
            key: np.frombuffer(
                data[:end], dtype=dtype, count=int(np.prod(shape)), offset=place
            ).reshape(shape)
            for key, (dtype, shape, place) in json.loads(footer).items()
        }
    except (struct.error, ValueError, TypeError) as error:
        raise Damaged(f"{name}: {error}") from error


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
