import os
import time

import pytest

from fascicle.core import storage


def test_bytes_are_kept_and_found_by_their_content():
    sha256 = storage.keep(b"Call me Ishmael.")

    assert storage.fetch(sha256) == b"Call me Ishmael."


def test_keeping_twice_keeps_once(data_folder):
    first = storage.keep(b"same")

    assert storage.keep(b"same") == first
    assert len([path for path in data_folder.rglob("*") if path.is_file()]) == 1


def test_a_half_written_file_is_written_again(data_folder):
    sha256 = storage.keep(b"whole")
    path = data_folder / "originals" / sha256[:2] / sha256
    path.write_bytes(b"who")

    storage.keep(b"whole")

    assert storage.fetch(sha256) == b"whole"


def test_damage_is_noticed(data_folder):
    sha256 = storage.keep(b"whole")
    (data_folder / "originals" / sha256[:2] / sha256).write_bytes(b"whale")

    with pytest.raises(storage.DamagedFile):
        storage.fetch(sha256)


def test_what_was_discarded_is_gone():
    sha256 = storage.keep(b"x")

    storage.discard(sha256)

    assert not storage.holds(sha256)


def test_several_are_kept_at_once_and_the_same_bytes_once(data_folder):
    hashes = storage.keep_all([b"one", b"two", b"one"])

    assert hashes[0] == hashes[2] != hashes[1]
    assert [storage.fetch(sha256) for sha256 in hashes] == [b"one", b"two", b"one"]
    assert sum(path.is_file() for path in data_folder.rglob("*")) == 2


def test_what_was_left_half_written_is_forgotten_after_a_day(data_folder):
    storage.keep(b"kept")
    drafts = data_folder / "originals" / "drafts"
    for name, age in (("old", 25), ("new", 1)):
        (drafts / name).write_bytes(b"half")
        then = time.time() - age * 3600
        os.utime(drafts / name, (then, then))

    storage.forget_lost_drafts()

    assert [path.name for path in drafts.iterdir()] == ["new"]


def test_none_can_be_kept():
    assert storage.keep_all([]) == []
