"""The ``fascicle`` command answers in words, whatever is typed and whatever is wrong."""

import os
import subprocess
import sys

import pytest

from fascicle.cli import COMMANDS


@pytest.fixture
def fascicle(tmp_path):
    """Run the command on a data folder of its own."""
    environment = {**os.environ, "FASCICLE_DATA": str(tmp_path / "library")}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        environment.pop(name, None)

    def run(*arguments, **settings):
        return subprocess.run(
            [sys.executable, "-m", "fascicle.cli", *arguments],
            env={**environment, **settings},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_without_a_command_it_lists_them(fascicle):
    result = fascicle()

    assert result.returncode == 0
    assert all(command in result.stdout for command in COMMANDS)


def test_an_unknown_command_is_answered_with_the_list(fascicle):
    result = fascicle("imprt")

    assert result.returncode != 0
    assert "There is no command “imprt”." in result.stderr
    assert "import" in result.stderr


def test_a_new_database_is_answered_with_what_to_run(fascicle):
    result = fascicle("user", "list")

    assert result.returncode != 0
    assert "fascicle migrate" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_database_that_is_away_is_answered_in_words(fascicle):
    away = "postgresql://nobody:x@127.0.0.1:1/none"

    result = fascicle("user", "list", DATABASE_URL=away)

    assert result.returncode != 0
    assert "can't be used" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_bad_setting_is_answered_with_where_to_read_on(fascicle):
    result = fascicle("doctor", FASCICLE_DEBUG="perhaps")

    assert result.returncode != 0
    assert result.stderr == "FASCICLE_DEBUG must be yes or no. See docs/settings.md.\n"


def test_the_doctor_looks_at_a_new_archive_too(fascicle):
    before = fascicle("doctor")
    fascicle("migrate")
    after = fascicle("doctor")

    assert "Run: fascicle migrate" in before.stdout
    assert "Run `fascicle serve` and open the link it prints." in after.stdout


def test_what_it_keeps_is_for_its_owner_alone(fascicle, tmp_path):
    fascicle("migrate")

    library = tmp_path / "library"
    open_to_others = [
        path for path in (library, *library.rglob("*")) if path.stat().st_mode & 0o077
    ]
    assert (library / "fascicle.sqlite3").exists()
    assert not open_to_others


def test_with_a_key_from_outside_it_makes_its_data_folder_too(fascicle, tmp_path):
    result = fascicle("migrate", FASCICLE_SECRET_KEY="k" * 50)

    assert result.returncode == 0
    assert (tmp_path / "library").stat().st_mode & 0o777 == 0o700
