import pytest
from django.db import connection

from fascicle.config.database import postgresql
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


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own settings")
def test_sqlite_is_opened_for_safety():
    pragmas = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "mmap_size": 0,
    }

    with connection.cursor() as cursor:
        found = {}
        for name in pragmas:
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]

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
