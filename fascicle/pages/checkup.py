"""Looking an archive over: each finding says what is wrong and what to do about it."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fascicle.core import archive, storage
from fascicle.core.sqlite import wal_is_safe
from fascicle.importing.models import Batch, SourceFile

LOW_DISK = 500 * 1024**2


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. ``advice`` is empty when all is well."""

    what: str
    state: str
    advice: str = ""

    @property
    def is_well(self) -> bool:
        return not self.advice


def examine() -> Iterator[Finding]:
    """Look at everything, cheapest first; at the library only if its tables are as expected."""
    yield from examine_surroundings()
    schema = _migrations()
    yield schema
    if schema.is_well:
        for look in INSIDE:
            yield look()


def examine_surroundings() -> Iterator[Finding]:
    """Look at what the library stands on. Cheap enough for every visit to the desk."""
    for look in AROUND:
        yield look()


def _set_up() -> Finding:
    if archive.current():
        return Finding("Archive", "set up")
    return Finding(
        "Archive", "not set up", "Run `fascicle serve` and open the link it prints."
    )


def _data_folder() -> Finding:
    folder = Path(settings.DATA)
    mode = folder.stat().st_mode & 0o777
    if mode & 0o077:
        return Finding(
            "Data folder",
            f"{folder}, open to others ({mode:o})",
            f"Run: chmod 700 {folder}",
        )
    return Finding("Data folder", str(folder))


def _secret_key() -> Finding:
    path = Path(settings.DATA) / "secret-key"
    if not path.exists():
        return Finding("Secret key", "given by FASCICLE_SECRET_KEY")
    if path.stat().st_mode & 0o077:
        return Finding("Secret key", "open to others", f"Run: chmod 600 {path}")
    return Finding("Secret key", "for your eyes only")


def _address() -> Finding:
    if settings.HTTPS or settings.SITE.hostname in {"127.0.0.1", "localhost", "::1"}:
        return Finding("Address", settings.SITE_URL)
    return Finding(
        "Address",
        f"{settings.SITE_URL}, not encrypted",
        "Put a proxy with a certificate before it and set FASCICLE_URL to https://…",
    )


def _disk() -> Finding:
    free = shutil.disk_usage(settings.DATA).free
    state = f"{free / 1024**3:.1f} GB free"
    return Finding(
        "Disk", state, "" if free > LOW_DISK else "Make room: imports need space."
    )


def _database() -> Finding:
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return Finding("Database", f"PostgreSQL {cursor.fetchone()[0]}")
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    state = f"SQLite {sqlite3.sqlite_version}, {mode}, synchronous={synchronous}"
    if synchronous < 2:
        return Finding(
            "Database", state, "synchronous must be FULL: a power cut could lose works."
        )
    if mode == "wal" and not wal_is_safe(sqlite3.sqlite_version_info):
        return Finding(
            "Database",
            state,
            "This SQLite can damage a WAL database: reinstall Fascicle.",
        )
    return Finding("Database", state)


def _integrity() -> Finding:
    if connection.vendor != "sqlite":
        return Finding("Integrity", "left to PostgreSQL (data checksums, pg_amcheck)")
    with connection.cursor() as cursor:
        result = cursor.execute("PRAGMA integrity_check").fetchone()[0]
        orphans = cursor.execute("PRAGMA foreign_key_check").fetchall()
    if result != "ok" or orphans:
        return Finding(
            "Integrity", result, "The database is damaged. Stop, and restore a backup."
        )
    return Finding("Integrity", "whole")


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        return Finding(
            "Schema", f"{len(pending)} steps behind", "Run: fascicle migrate"
        )
    return Finding("Schema", "up to date")


def _originals() -> Finding:
    missing, damaged, sound = [], [], 0
    for name, sha256 in SourceFile.objects.kept_files().iterator():
        try:
            storage.fetch(sha256)
        except FileNotFoundError:
            missing.append(name)
        except storage.DamagedFile:
            damaged.append(name)
        else:
            sound += 1
    if missing or damaged:
        names = ", ".join((missing + damaged)[:5])
        state = f"{len(missing)} missing, {len(damaged)} damaged: {names}"
        return Finding("Originals", state, "Restore data/originals from a backup.")
    return Finding("Originals", f"{sound} files, all sound")


def _imports() -> Finding:
    stuck = list(Batch.objects.unfinished().stale())
    if stuck:
        names = ", ".join(batch.name for batch in stuck[:5])
        advice = "Start `fascicle serve` (its worker goes on with them)."
        return Finding("Imports", f"interrupted: {names}", advice)
    return Finding("Imports", "none interrupted")


AROUND: tuple[Callable[[], Finding], ...] = (
    _data_folder,
    _secret_key,
    _address,
    _disk,
    _database,
)
INSIDE: tuple[Callable[[], Finding], ...] = (
    _set_up,
    _integrity,
    _originals,
    _imports,
)
