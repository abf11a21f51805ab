"""Archives and folders made to mislead: places, depths and headers that lie."""

import os
import struct
import tarfile

import pytest

from fascicle.importing.containers import Found, walk
from fascicle.importing.story import Problem
from tests.importing.test_containers import found, make_tar, make_zip, problems


def central_header(name, offset):
    wide = struct.pack("<HHQ", 1, 8, offset)
    head = struct.pack(
        "<4s6H3L5H2L",
        *(b"PK\x01\x02", 20, 45, 0, 0, 0, 0, 0, 0, 0),
        *(len(name), len(wide), 0, 0, 0, 0, 0xFFFFFFFF),
    )
    return head + name + wide


@pytest.mark.parametrize("offset", [1 << 40, (1 << 63) - 1, 1 << 63, (1 << 64) - 1])
def test_a_place_that_no_file_has_costs_its_entry_only(tmp_path, offset):
    path = make_zip(tmp_path / "a.zip", {"good.txt": b"good"})
    data = path.read_bytes()
    index_at = data.index(b"PK\x01\x02")
    end_at = data.index(b"PK\x05\x06")
    index = data[index_at:end_at] + central_header(b"evil.txt", offset)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(index), index_at, 0)
    path.write_bytes(data[:index_at] + index + end)

    assert problems(path) == {
        "a.zip/good.txt": None,
        "a.zip/evil.txt": Problem.BAD_ARCHIVE,
    }


@pytest.mark.parametrize("place", [1 << 40, (1 << 63) - 1, (1 << 64) - 1])
def test_an_index_at_a_place_that_no_file_has_is_done_without(tmp_path, place):
    path = make_zip(tmp_path / "a.zip", {"good.txt": b"good"})
    data = path.read_bytes()
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, place, 1)
    unknown = (0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, *unknown)
    path.write_bytes(data[: data.index(b"PK\x01\x02")] + locator + end)

    assert problems(path) == {"a.zip/good.txt": None, "a.zip": Problem.BAD_ARCHIVE}


@pytest.mark.parametrize("size", [65_537, 65_600, 131_073, 131_100])
def test_what_the_inflater_holds_back_at_the_end_is_not_lost(tmp_path, size):
    path = make_zip(tmp_path / "a.zip", {"dashes.txt": b"-" * size})

    assert found(path) == [Found("a.zip/dashes.txt", b"-" * size)]


def test_folders_nested_at_will_are_walked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(600):
        os.mkdir("a")
        os.chdir("a")
    with open("deep.txt", "w") as file:
        file.write("deep")
    os.chdir(tmp_path)

    assert [item.data for item in walk([tmp_path / "a"])] == [b"deep"]


def tar_header(name, size, kind):
    info = tarfile.TarInfo(name)
    info.size, info.type = size, kind
    return info.tobuf(tarfile.GNU_FORMAT)


def test_a_tar_header_that_would_take_quadratic_time_is_stopped(tmp_path):
    path = tmp_path / "a.tar"
    digits = b"1" * 2_000_000
    path.write_bytes(tar_header("x", len(digits), tarfile.XHDTYPE) + digits)

    assert problems(path) == {"a.tar": Problem.TOO_LARGE}


def test_tar_headers_about_headers_end_the_archive_not_the_import(tmp_path):
    path = tmp_path / "a.tar"
    about = tar_header("x", 4, tarfile.GNUTYPE_LONGNAME) + b"name".ljust(512, b"\0")
    path.write_bytes(about * 3_000)

    assert problems(path) == {"a.tar": Problem.BAD_ARCHIVE}


def test_a_long_name_in_a_tar_is_read(tmp_path):
    name = "folder/" * 100 + "a.txt"
    path = make_tar(tmp_path / "a.tar", {name: b"text"})

    assert [item.data for item in found(path)] == [b"text"]
