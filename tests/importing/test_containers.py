"""Finding files in folders and archives, friendly and hostile."""

import io
import os
import struct
import tarfile
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fascicle.importing.containers import Found, printable, walk
from fascicle.importing.limits import STRICT, Limits
from fascicle.importing.story import Problem
from fascicle.importing.zips import read_zip

SMALL = Limits(
    entries=5, entry_bytes=10_000, total_bytes=20_000, ratio=100, free_bytes=1_000
)


def make_zip(path, files, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def make_tar(path, files, mode="w"):
    with tarfile.open(path, mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def found(path, limits=STRICT):
    return list(walk([path], limits))


def problems(path, limits=STRICT):
    return {item.name: item.problem for item in found(path, limits)}


# ------------------------------------------------------------- folders


def test_a_folder_gives_its_files_in_order_and_skips_what_systems_leave(tmp_path):
    folder = tmp_path / "stories"
    (folder / "b").mkdir(parents=True)
    for name in ("b/two.txt", "a.txt", "c.txt", ".hidden", "Thumbs.db", "b/.DS_Store"):
        (folder / name).write_bytes(name.encode())

    names = [item.name for item in walk([folder])]

    assert names == ["stories/a.txt", "stories/b/two.txt", "stories/c.txt"]


def test_links_pipes_and_missing_files_are_reported(tmp_path):
    (tmp_path / "link").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "story.txt").write_bytes(b"Once.")

    seen = {item.name: item.problem for item in walk([tmp_path, tmp_path / "gone.txt"])}

    top = tmp_path.name
    assert seen == {
        f"{top}/link": Problem.SYMLINK,
        f"{top}/pipe": Problem.NOT_A_FILE,
        f"{top}/story.txt": None,
        "gone.txt": Problem.VANISHED,
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_we_may_not_read_is_reported(tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(b"Once.")
    path.chmod(0)

    assert problems(path) == {"story.txt": Problem.NOT_PERMITTED}


def test_a_name_that_is_not_unicode_can_be_shown(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"Once.")

    (item,) = walk([tmp_path])

    assert item.name == f"{tmp_path.name}/caf\\xe9.txt"
    assert item.data == b"Once."


def test_control_characters_in_names_are_shown_as_such():
    assert printable("a\x1b[31m\n.txt") == "a\\x1b[31m\\x0a.txt"


def test_a_file_beyond_the_limit_is_not_read(tmp_path):
    path = tmp_path / "long.txt"
    path.write_bytes(b"x" * 10_001)

    assert found(path, SMALL) == [Found("long.txt", b"", Problem.TOO_LARGE)]


# ------------------------------------------------------------- zips


def test_a_zip_gives_its_files(tmp_path):
    path = make_zip(
        tmp_path / "a.zip", {"one.txt": b"1", "x/two.txt": b"2", "__MACOSX/_x": b""}
    )

    assert found(path) == [Found("a.zip/one.txt", b"1"), Found("a.zip/x/two.txt", b"2")]


def test_a_zip_is_known_by_its_bytes_and_may_have_something_before_it(tmp_path):
    inner = make_zip(tmp_path / "a.zip", {"one.txt": b"1"}).read_bytes()
    plain, led = tmp_path / "a.dat", tmp_path / "b.zip"
    plain.write_bytes(inner)
    led.write_bytes(b"#!/bin/sh\n" + inner)

    assert [item.data for item in walk([plain, led])] == [b"1", b"1"]


def test_names_that_climb_are_only_labels(tmp_path):
    path = make_zip(
        tmp_path / "a.zip", {"../../etc/passwd": b"x", "C:\\boot.ini": b"y"}
    )

    assert [item.name for item in found(path)] == [
        "a.zip/../../etc/passwd",
        "a.zip/C:/boot.ini",
    ]
    assert not (tmp_path / "boot.ini").exists()


def test_old_names_are_read_as_cp437(tmp_path):
    path = make_zip(tmp_path / "a.zip", {"caf?.txt": b"1"})
    path.write_bytes(path.read_bytes().replace(b"caf?", b"caf\x82"))

    assert [item.name for item in found(path)] == ["a.zip/café.txt"]


def test_a_nested_archive_is_reported_and_not_opened(tmp_path):
    inner = make_zip(tmp_path / "inner.zip", {"one.txt": b"1"}).read_bytes()
    path = make_zip(tmp_path / "a.zip", {"inner.zip": inner, "b.txt": b"2"})

    assert problems(path) == {
        "a.zip/inner.zip": Problem.NESTED_ARCHIVE,
        "a.zip/b.txt": None,
    }


def test_other_methods_are_reported(tmp_path):
    path = make_zip(tmp_path / "a.zip", {"one.txt": b"1" * 99}, zipfile.ZIP_BZIP2)

    assert problems(path) == {"a.zip/one.txt": Problem.UNSUPPORTED}


def test_an_encrypted_entry_is_reported(tmp_path):
    data = bytearray(make_zip(tmp_path / "a.zip", {"one.txt": b"1"}).read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)

    assert problems(tmp_path / "a.zip") == {"a.zip/one.txt": Problem.ENCRYPTED}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_second_entry_of_the_same_name_is_reported(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.txt", b"1")
        archive.writestr("one.txt", b"2")

    assert [(item.data, item.problem) for item in found(path)] == [
        (b"1", None),
        (b"", Problem.BAD_ARCHIVE),
    ]


def test_overlapping_entries_are_refused(tmp_path):
    """Many index entries that share one block of data, as in an overlap bomb."""
    data = make_zip(tmp_path / "a.zip", {"one.txt": b"1" * 5000}).read_bytes()
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[at:end]
    entries = b"".join(entry.replace(b"one.txt", b"%03d.txt" % n) for n in range(50))
    tail = bytearray(data[end:])
    struct.pack_into("<HHL", tail, 8, 50, 50, len(entries))
    (tmp_path / "a.zip").write_bytes(data[:at] + entries + bytes(tail))

    items = found(tmp_path / "a.zip")

    assert [item.problem for item in items] == [None] + [Problem.BAD_ARCHIVE] * 49


def test_a_bomb_is_stopped_while_it_inflates(tmp_path):
    path = make_zip(tmp_path / "a.zip", {"bomb.txt": b"0" * 3_000_000, "ok.txt": b"1"})

    assert problems(path, SMALL) == {
        "a.zip/bomb.txt": Problem.TOO_LARGE,
        "a.zip/ok.txt": None,
    }


def test_a_stated_size_is_not_believed(tmp_path):
    """The headers say ten bytes; three million come."""
    data = make_zip(tmp_path / "a.zip", {"bomb.txt": b"0" * 3_000_000}).read_bytes()
    lie = data.replace(struct.pack("<L", 3_000_000), struct.pack("<L", 10))
    (tmp_path / "a.zip").write_bytes(lie)

    assert problems(tmp_path / "a.zip", SMALL) == {"a.zip/bomb.txt": Problem.TOO_LARGE}


def test_entries_beyond_the_limits_are_not_read(tmp_path):
    many = make_zip(tmp_path / "a.zip", {f"{n}.txt": b"1" for n in range(9)})
    big = make_zip(
        tmp_path / "b.zip", {f"{n}.txt": os.urandom(9_000) for n in range(4)}
    )

    assert [item.problem for item in found(many, SMALL)] == [None] * 5 + [
        Problem.TOO_LARGE
    ]
    assert [item.problem for item in found(big, SMALL)] == [None] * 2 + [
        Problem.TOO_LARGE
    ] * 2


def test_a_changed_byte_costs_its_entry_only(tmp_path):
    path = make_zip(
        tmp_path / "a.zip", {"a.txt": b"abcdef", "b.txt": b"x"}, zipfile.ZIP_STORED
    )
    path.write_bytes(path.read_bytes().replace(b"abcdef", b"abcdEf"))

    assert problems(path) == {"a.zip/a.txt": Problem.BAD_ARCHIVE, "a.zip/b.txt": None}


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_stands_before_the_damage_of_a_cut_zip_is_delivered(tmp_path, compression):
    files = {f"{n}.txt": os.urandom(500) for n in range(4)}
    path = make_zip(tmp_path / "a.zip", files, compression)
    path.write_bytes(path.read_bytes()[:1700])

    items = found(path)

    assert [item.data for item in items[:3]] == list(files.values())[:3]
    assert {item.problem for item in items[3:]} == {Problem.BAD_ARCHIVE}


def test_a_cut_zip_whose_sizes_follow_the_data_is_delivered_too(tmp_path):
    path = tmp_path / "a.zip"

    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(3):
            archive.writestr(f"{n}.txt", b"word " * 50)
    whole = pipe.getvalue()
    path.write_bytes(whole[: whole.index(b"PK\x01\x02")])

    items = found(path)

    assert [item.data for item in items[:3]] == [b"word " * 50] * 3
    assert items[3].problem is Problem.BAD_ARCHIVE


def test_a_file_that_only_calls_itself_a_zip_is_reported(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"this is no archive")

    assert found(path) == [Found("a.zip", b"", Problem.BAD_ARCHIVE)]


@given(st.binary(max_size=400), st.integers(0, 300), st.integers(0, 255))
def test_no_bytes_make_the_zip_reader_raise(noise, at, value):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"word " * 20)
        archive.writestr("b.txt", b"other " * 20)
    changed = bytearray(buffer.getvalue())
    changed[at % len(changed)] = value

    for data in (noise, b"PK\x03\x04" + noise, b"PK\x05\x06" + noise, bytes(changed)):
        list(read_zip(io.BytesIO(data), SMALL))


# ------------------------------------------------------------- tars


@pytest.mark.parametrize("ending", ["", ".gz", ".bz2", ".xz"])
def test_a_tar_gives_its_files(tmp_path, ending):
    mode = f"w:{ending[1:]}"
    path = make_tar(
        tmp_path / f"a.tar{ending}", {"one.txt": b"1", "x/two.txt": b"2"}, mode
    )

    assert [item.data for item in found(path)] == [b"1", b"2"]


def test_links_and_devices_in_a_tar_are_reported(tmp_path):
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind in (("link", tarfile.SYMTYPE), ("dev", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type = kind
            archive.addfile(info)

    assert problems(path) == {
        "a.tar/link": Problem.SYMLINK,
        "a.tar/dev": Problem.NOT_A_FILE,
    }


def test_what_stands_before_the_damage_of_a_cut_tar_is_delivered(tmp_path):
    path = make_tar(tmp_path / "a.tar", {"one.txt": b"1", "two.txt": b"2" * 2000})
    path.write_bytes(path.read_bytes()[:2500])

    items = found(path)

    assert items[0] == Found("a.tar/one.txt", b"1")
    assert items[-1].problem is Problem.BAD_ARCHIVE


def test_a_compressed_tar_cannot_blow_up(tmp_path):
    path = make_tar(tmp_path / "a.tar.gz", {"one.txt": b"0" * 3_000_000}, "w:gz")

    assert {item.problem for item in found(path, SMALL)} == {Problem.TOO_LARGE}


def test_a_tar_header_that_claims_a_huge_name_is_stopped(tmp_path):
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 50_000_000
    data = info.tobuf(tarfile.GNU_FORMAT) + b"a" * 50_000_000
    path = tmp_path / "a.tar.gz"
    path.write_bytes(b"\x1f\x8b" + zlib.compress(data, wbits=31)[2:])

    assert found(path, SMALL) == [Found("a.tar.gz", b"", Problem.TOO_LARGE)]


def test_an_archive_in_a_folder_is_opened(tmp_path):
    make_zip(tmp_path / "a.zip", {"one.txt": b"1"})

    assert [item.name for item in walk([tmp_path])] == [
        f"{tmp_path.name}/a.zip/one.txt"
    ]
