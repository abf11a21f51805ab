"""``fascicle import``: what it prints, and what it leaves behind."""

import json
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from fascicle.importing.models import Batch
from fascicle.works.models import Work
from tests.importing.conftest import story, tale


@pytest.mark.django_db
def test_it_says_what_was_read_and_what_could_not_be_and_where_to_go_on(folder, capsys):
    path = folder({"a.txt": story("Salt Roads"), "empty.txt": ""})

    call_command("import", str(path))

    said = capsys.readouterr()
    batch = Batch.objects.get()
    assert "1 file read.\n1 work proposed" in said.out
    assert "old stories/empty.txt: There is nothing in it." in said.out
    assert f"http://127.0.0.1:8000{batch.get_absolute_url()}" in said.out
    assert "\x1b" not in said.err + said.out
    assert "Reading: 0 / 2" in said.err


@pytest.mark.django_db
def test_accept_makes_the_works_at_once(archive, folder, capsys):
    call_command("import", str(folder({"a.txt": tale(1)})), "--accept")

    assert Work.objects.posted().count() == 1
    assert "1 work accepted." in capsys.readouterr().out


@pytest.mark.django_db
def test_the_batch_gets_the_name_and_the_emphasis_that_were_asked_for(folder):
    path = folder({"a.txt": tale(1)})

    call_command("import", str(path), "--name", "From the attic", "--emphasis", "_")

    batch = Batch.objects.get()
    assert (batch.name, batch.emphasis) == ("From the attic", "_")


@pytest.mark.django_db
def test_the_same_again_says_that_it_is_known(folder, capsys):
    path = folder({"a.txt": tale(1)})
    call_command("import", str(path))

    call_command("import", str(path))

    said = capsys.readouterr().out
    assert "1 file is known already and adds nothing." in said
    assert "“old stories”: ready for review" in said


def test_a_dry_run_needs_a_file_to_write(folder):
    with pytest.raises(CommandError, match="where to write"):
        call_command("import", str(folder({})), "--dry-run")


def test_a_path_that_is_not_there_is_refused_before_anything_is_done(tmp_path):
    with pytest.raises(CommandError, match="There is nothing at"):
        call_command("import", str(tmp_path / "nowhere"))


def test_a_dry_run_touches_no_library_and_needs_no_database(folder, tmp_path):
    """Here the test has no database either: touching one would fail."""
    path = folder({"a.txt": story("Salt Roads"), "b.txt": b"", "c.txt": tale(2)})
    (path / "link.txt").symlink_to("/etc/passwd")
    target = tmp_path / "out.jsonl"

    call_command("import", str(path), "--dry-run", "--jsonl", str(target))

    lines = [json.loads(line) for line in target.read_text().splitlines()]
    names = sorted(line["file"].rsplit("/", 1)[-1] for line in lines)
    assert names == ["a.txt", "b.txt", "c.txt", "link.txt"]


def test_a_dry_run_makes_no_database(folder, tmp_path):
    data = tmp_path / "nothing here yet"
    command = [sys.executable, "-m", "fascicle.cli", "import", "--dry-run"]

    done = subprocess.run(
        [*command, "--jsonl", "-", str(folder({"a.txt": tale(1)}))],
        env={"FASCICLE_DATA": str(data), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stdout)["file"].endswith("a.txt")
    assert not (data / "fascicle.sqlite3").exists()
    assert not (data / "originals").exists()
