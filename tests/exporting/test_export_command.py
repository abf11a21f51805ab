"""``fascicle export``: whole files, nothing written twice, good reasons."""

import zipfile

import pytest
from django.core.management import CommandError, call_command

from fascicle.exporting.writing import new_archive, write_if_changed
from fascicle.works import actions as works
from fascicle.works.models import Work
from tests.factories import make_chapter, make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def export(target, *options, capsys):
    call_command("export", str(target), *options)
    return capsys.readouterr().out


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_whole_library_becomes_a_folder_of_files(archive, out, capsys):
    one, other = make_work("Salt Roads"), make_work("红楼梦", rated=False)
    make_work("Draft", posted=False)

    said = export(out, capsys=capsys)

    assert names(out) == [
        f"{one.pk:06d} Salt Roads - Ines Okafor.epub",
        f"{other.pk:06d} 红楼梦 - Ines Okafor.epub",
    ]
    assert said == f"Wrote 2 files to {out}.\n"


def test_works_for_members_alone_are_exported_too(archive, out, capsys):
    work = make_work()
    Work.objects.filter(pk=work.pk).update(members_only=True)

    export(out, "--format", "txt", capsys=capsys)

    assert len(names(out)) == 1


def test_formats_works_and_series_can_be_picked(archive, out, capsys):
    one, other = make_work("One"), make_work("Two")
    series = works.new_series("Both")
    for work in (one, other):
        works.place_in_series(series, work)

    export(
        out,
        *("--format", "txt", "--format", "html"),
        *("--work", str(other.pk), "--series", str(series.pk)),
        capsys=capsys,
    )

    assert names(out) == [
        f"{other.pk:06d} Two - Ines Okafor.html",
        f"{other.pk:06d} Two - Ines Okafor.txt",
        f"series {series.pk:06d} Both - Ines Okafor.html",
        f"series {series.pk:06d} Both - Ines Okafor.txt",
    ]


def test_a_second_run_writes_only_what_changed(archive, out, capsys):
    same, changed = make_work("Same"), make_work("Changed")
    export(out, capsys=capsys)
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    works.add_chapter(changed, make_chapter(), at=changed.updated_at)
    works.post_work(changed, at=changed.updated_at)

    said = export(out, capsys=capsys)

    after = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    written = [name for name in after if after[name] != before[name]]
    assert written == [f"{changed.pk:06d} Changed - Ines Okafor.epub"]
    assert said == f"Wrote 1 file to {out}. 1 had not changed.\n"
    assert f"{same.pk:06d} Same - Ines Okafor.epub" in after


def test_all_can_go_into_one_zip_the_same_twice(archive, out, capsys):
    make_work("One"), make_work("Two")

    export(out / "a.zip", "--format", "txt", capsys=capsys)
    export(out / "b.zip", "--format", "txt", capsys=capsys)

    assert (out / "a.zip").read_bytes() == (out / "b.zip").read_bytes()
    with zipfile.ZipFile(out / "a.zip") as made:
        assert made.testzip() is None
        assert len(made.namelist()) == 2


def test_a_zip_that_fails_half_way_is_not_there(out):
    def fail():
        with new_archive(out / "a.zip") as made:
            made.writestr("one", b"1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert names(out) == []


def test_a_file_that_fails_leaves_the_old_one(out):
    path = out / "book.txt"
    write_if_changed(path, b"old")

    with pytest.raises(TypeError):
        write_if_changed(path, "not bytes")

    assert path.read_bytes() == b"old"
    assert names(out) == ["book.txt"]


@pytest.mark.parametrize("option", ["--work", "--series"])
def test_a_number_that_is_nothing_is_named(archive, out, option):
    make_work()

    with pytest.raises(CommandError, match="999"):
        call_command("export", str(out), option, "999")


def test_an_empty_library_is_said(archive, out):
    with pytest.raises(CommandError, match="no posted work"):
        call_command("export", str(out))


def test_a_folder_that_cannot_be_made_is_named(archive, out):
    make_work()
    (out / "file").write_text("")

    with pytest.raises(CommandError, match="file"):
        call_command("export", str(out / "file" / "out"))
