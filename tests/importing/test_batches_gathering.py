"""Taking files in: kept byte for byte, once, and each bad one by its reason."""

import os
import zipfile
from hashlib import sha256

import pytest

from fascicle.core import storage
from fascicle.importing.models import BatchState, SourceFile
from tests.importing.conftest import bring_in, story, tale

pytestmark = pytest.mark.django_db


def problems(batch) -> dict[str, str]:
    names = batch.files.with_problem().values_list("name", "problem")
    return {name.removeprefix("old stories/"): problem for name, problem in names}


def test_a_folder_becomes_a_batch_under_review(folder):
    path = folder({"a.txt": story("Salt Roads"), "b/c.txt": story("Low Tide", seed=2)})

    batch = bring_in(path)

    assert batch.state == BatchState.REVIEW
    assert batch.name == "old stories"
    assert list(batch.files.in_order().values_list("name", flat=True)) == [
        "old stories/a.txt",
        "old stories/b/c.txt",
    ]
    assert batch.stories.count() == 2


def test_originals_are_kept_byte_for_byte(folder):
    data = "Caf\xe9 au lait. ".encode("latin-1") * 100

    batch = bring_in(folder({"a.txt": data}))

    file = batch.files.get()
    assert file.sha256 == sha256(data).hexdigest()
    assert file.size == len(data)
    assert storage.fetch(file.sha256) == data


def test_an_archive_is_read_like_a_folder(folder, tmp_path):
    target = tmp_path / "stories.zip"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("one.txt", story("Salt Roads"))

    batch = bring_in(target)

    assert batch.files.get().name == "stories.zip/one.txt"
    assert batch.stories.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n \n", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
        ("noise.txt", bytes(range(1, 32)) * 200, "binary"),
        ("gone.html", b"<html><h1>404 Not Found</h1></html>", "error-page"),
        ("cut.zip", b"PK\x03\x04\x14", "bad-archive"),
    ],
)
def test_a_bad_file_is_reported_and_the_rest_goes_on(folder, name, content, problem):
    path = folder({"a.txt": story("Salt Roads"), name: content, "z.txt": tale(9)})

    batch = bring_in(path)

    assert batch.state == BatchState.REVIEW
    assert problems(batch) == {name: problem}
    assert batch.stories.count() == 2


def test_a_password_protected_zip_is_reported_by_its_entries(folder):
    path = folder({})
    with zipfile.ZipFile(path / "secret.zip", "w") as archive:
        archive.writestr("one.txt", "hidden")
    data = bytearray((path / "secret.zip").read_bytes())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        data[data.index(mark) + (6 if mark[2] == 3 else 8)] |= 1  # the encryption flag
    (path / "secret.zip").write_bytes(data)

    batch = bring_in(path)

    assert problems(batch) == {"secret.zip/one.txt": "encrypted"}


def test_an_archive_inside_an_archive_is_reported(folder):
    path = folder({})
    with zipfile.ZipFile(path / "outer.zip", "w") as archive:
        archive.writestr("inner.zip", b"PK\x05\x06" + bytes(18))

    assert problems(bring_in(path)) == {"outer.zip/inner.zip": "nested-archive"}


def test_a_link_is_not_followed(folder):
    path = folder({"a.txt": story("Salt Roads")})
    (path / "passwords.txt").symlink_to("/etc/passwd")

    assert problems(bring_in(path)) == {"passwords.txt": "symlink"}


def test_a_link_named_at_the_command_line_is_not_followed(tmp_path):
    (tmp_path / "link.txt").symlink_to("/etc/passwd")

    batch = bring_in(tmp_path / "link.txt")

    assert batch.files.get().problem == "symlink"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything; run as a user")
def test_a_file_without_permission_is_reported(folder):
    path = folder({"locked.txt": tale(1)})
    (path / "locked.txt").chmod(0)

    assert problems(bring_in(path)) == {"locked.txt": "not-permitted"}


def test_a_path_that_is_not_there_is_reported(tmp_path):
    batch = bring_in(tmp_path / "nowhere")

    assert batch.files.get().problem == "vanished"


def test_a_name_that_is_not_utf8_is_shown_and_read(folder):
    path = folder({})
    with open(os.fsencode(path) + b"/caf\xe9.txt", "wb") as file:
        file.write(tale(3).encode())

    batch = bring_in(path)

    assert batch.files.get().name == "old stories/caf\\xe9.txt"
    assert batch.stories.count() == 1


def test_paths_whose_own_names_are_not_utf8_can_be_given(tmp_path):
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    with open(path, "w") as file:
        file.write(tale(3))

    batch = bring_in(type(tmp_path)(path))

    assert batch.files.get().name == "caf\\xe9.txt"
    assert batch.stories.count() == 1


def test_files_of_the_same_name_from_two_folders_are_both_taken(tmp_path):
    for seed, sub in enumerate(("left", "right")):
        (tmp_path / sub).mkdir()
        (tmp_path / sub / "story.txt").write_text(tale(seed))

    batch = bring_in(tmp_path / "left/story.txt", tmp_path / "right/story.txt")

    names = set(batch.files.values_list("name", flat=True))
    assert names == {"story.txt", "story.txt (2)"}
    assert batch.stories.count() == 2


def test_very_long_names_are_cut_and_stay_apart(folder):
    long = "/".join(["long" * 30] * 6)
    path = folder({f"{long}/a.txt": tale(1), f"{long}/b.txt": tale(2)})

    batch = bring_in(path)

    names = list(batch.files.values_list("name", flat=True))
    assert len(set(names)) == 2
    assert all(len(name) <= 500 for name in names)


def test_a_file_larger_than_any_story_costs_only_itself(folder):
    path = folder({"huge.txt": b"x" * (40 << 20), "a.txt": tale(1)})

    batch = bring_in(path)

    assert problems(batch) == {"huge.txt": "too-large"}
    assert batch.stories.count() == 1


def test_a_lost_original_is_reported_and_the_rest_goes_on(folder, data_folder):
    from fascicle.importing.actions import begin
    from fascicle.importing.actions.advance import advance
    from fascicle.importing.actions.gather import gather
    from fascicle.importing.lease import held

    batch = begin.take_paths([folder({"a.txt": tale(1), "b.txt": tale(2)})])
    with held(batch.pk) as lease:
        gather(batch, lease)
    lost = SourceFile.objects.in_order().first()
    storage.discard(lost.sha256)

    batch = advance(batch.pk)

    assert problems(batch) == {"a.txt": "vanished"}
    assert batch.stories.count() == 1
