import sqlite3
from contextlib import closing

import pytest

from fascicle.config.database import postgresql, sqlite
from fascicle.config.env import BadSetting
from fascicle.core.sqlite import wal_is_safe


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_wal_is_refused_on_a_vulnerable_sqlite(version, safe):
    assert wal_is_safe(version) is safe


def test_sqlite_is_opened_for_safety(tmp_path):
    path = tmp_path / "fascicle.sqlite3"
    pragmas = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "mmap_size": 0,
    }

    with closing(sqlite3.connect(path)) as opened:
        opened.executescript(sqlite(path)["OPTIONS"]["init_command"])
        found = {
            name: opened.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas
        }

    assert found == pragmas


def test_a_database_address_is_taken_apart():
    settings = postgresql(
        "postgresql://ann:p%40ss@db.example:5433/tales?sslmode=require"
    )

    assert settings["NAME"] == "tales"
    assert settings["PASSWORD"] == "p@ss"
    assert settings["PORT"] == "5433"
    assert settings["OPTIONS"] == {"sslmode": "require"}


def test_another_kind_of_database_is_refused_with_where_to_read():
    with pytest.raises(BadSetting, match=r"postgresql://.*docs/settings.md"):
        postgresql("mysql://ann@db.example/tales")
