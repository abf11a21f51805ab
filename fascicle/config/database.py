"""Which database to use, and how to treat it.

SQLite is reached through ``pysqlite3``, which bundles a newer one than most systems have:
``core.sqlite`` says why.
"""

import importlib
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from fascicle.config.env import BadSetting
from fascicle.core.sqlite import wal_is_safe


def swap_in_bundled_sqlite() -> None:
    """Make ``sqlite3`` mean the bundled, newer SQLite. Call before Django loads a backend."""
    try:
        bundled = importlib.import_module("pysqlite3")
    except ImportError:
        return  # the system's SQLite serves, in the mode that is safe for it
    sys.modules["sqlite3"] = bundled
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


def sqlite(path: Path) -> dict[str, Any]:
    """Django's settings for the SQLite database at ``path``."""
    version = importlib.import_module("sqlite3").sqlite_version_info
    journal = "WAL" if wal_is_safe(version) else "TRUNCATE"
    pragmas = {
        "journal_mode": journal,
        "synchronous": "FULL",  # NORMAL loses acknowledged commits in a power cut
        "foreign_keys": "ON",
        "trusted_schema": "OFF",
        "cell_size_check": "ON",
        "mmap_size": "0",
    }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        # Opening the file anew for each request would read its schema each time.
        "CONN_MAX_AGE": 60,
        "NAME": path,
        # Tests use a file too: in memory there is no WAL, and threads share one connection.
        "TEST": {"NAME": path.with_name("test.sqlite3")},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "".join(
                f"PRAGMA {name}={value};" for name, value in pragmas.items()
            ),
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """Django's settings for ``postgresql://user:password@host:port/name?option=value``."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadSetting("DATABASE_URL", "must begin with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }
