"""Looking an archive over: each finding says what is wrong and what to do about it."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from smtplib import SMTPException

from django.conf import settings
from django.core import mail
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.accounts.models import PenName
from fascicle.core import archive, pictures, storage
from fascicle.core.sqlite import wal_is_safe
from fascicle.importing.models import Batch, SourceFile
from fascicle.search.index import generations
from fascicle.search.index.agreement import differences
from fascicle.tags.queries import closure_errors

LOW_DISK = 500 * 1024**2
SHOWN_DIFFERENCES = 5


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
        return Finding(_("Archive"), _("set up"))
    return Finding(
        _("Archive"),
        _("not set up"),
        _("Run `fascicle serve` and open the link it prints."),
    )


def _data_folder() -> Finding:
    folder = Path(settings.DATA)
    mode = folder.stat().st_mode & 0o777
    if mode & 0o077:
        return Finding(
            _("Data folder"),
            _("%(folder)s, open to others (%(mode)s)")
            % {"folder": folder, "mode": f"{mode:o}"},
            _("Run: %s") % f"chmod 700 {folder}",
        )
    return Finding(_("Data folder"), str(folder))


def _secret_key() -> Finding:
    path = Path(settings.DATA) / "secret-key"
    if not path.exists():
        return Finding(_("Secret key"), _("given by FASCICLE_SECRET_KEY"))
    if path.stat().st_mode & 0o077:
        return Finding(
            _("Secret key"), _("open to others"), _("Run: %s") % f"chmod 600 {path}"
        )
    return Finding(_("Secret key"), _("for your eyes only"))


def _address() -> Finding:
    if settings.HTTPS or settings.SITE.hostname in {"127.0.0.1", "localhost", "::1"}:
        return Finding(_("Address"), settings.SITE_URL)
    return Finding(
        _("Address"),
        _("%s, not encrypted") % settings.SITE_URL,
        _("Put a proxy with a certificate before it and set FASCICLE_URL to https://…"),
    )


def _disk() -> Finding:
    free = shutil.disk_usage(settings.DATA).free
    state = _("%s GB free") % number_format(free / 1024**3, decimal_pos=1)
    advice = "" if free > LOW_DISK else _("Make room: imports need space.")
    return Finding(_("Disk"), state, advice)


def _database() -> Finding:
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return Finding(_("Database"), f"PostgreSQL {cursor.fetchone()[0]}")
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    state = f"SQLite {sqlite3.sqlite_version}, {mode}, synchronous={synchronous}"
    if synchronous < 2:
        return Finding(
            _("Database"),
            state,
            _("synchronous must be FULL: a power cut could lose works."),
        )
    if mode == "wal" and not wal_is_safe(sqlite3.sqlite_version_info):
        return Finding(
            _("Database"),
            state,
            _("This SQLite can damage a WAL database: reinstall Fascicle."),
        )
    return Finding(_("Database"), state)


def _mail() -> Finding:
    if not settings.SENDS_MAIL:
        return Finding(_("Mail"), _("none is sent"))
    post = mail.get_connection()
    try:
        post.open()
        post.close()
    except (OSError, SMTPException) as error:
        return Finding(
            _("Mail"),
            _("the server does not take letters: %s") % error,
            _("See to FASCICLE_MAIL: without it nobody new can confirm their address."),
        )
    return Finding(_("Mail"), _("the server answers"))


def _integrity() -> Finding:
    if connection.vendor != "sqlite":
        return Finding(
            _("Integrity"), _("left to PostgreSQL (data checksums, pg_amcheck)")
        )
    with connection.cursor() as cursor:
        result = cursor.execute("PRAGMA integrity_check").fetchone()[0]
        orphans = cursor.execute("PRAGMA foreign_key_check").fetchall()
    if result != "ok" or orphans:
        return Finding(
            _("Integrity"),
            result,
            _("The database is damaged. Stop, and restore a backup."),
        )
    return Finding(_("Integrity"), _("whole"))


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        behind = ngettext("%d step behind", "%d steps behind", len(pending))
        return Finding(
            _("Schema"), behind % len(pending), _("Run: %s") % "fascicle migrate"
        )
    return Finding(_("Schema"), _("up to date"))


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
        state = _("%(missing)d missing, %(damaged)d damaged: %(names)s") % {
            "missing": len(missing),
            "damaged": len(damaged),
            "names": names,
        }
        advice = _("Restore data/originals from a backup.")
        return Finding(_("Originals"), state, advice)
    state = ngettext("%d file, all sound", "%d files, all sound", sound) % sound
    return Finding(_("Originals"), state)


def _pictures() -> Finding:
    lost = []
    for pen_name in PenName.objects.with_picture().iterator():
        try:
            pictures.fetch(pen_name.picture)
        except (FileNotFoundError, storage.DamagedFile):
            lost.append(pen_name.name)
    if lost:
        state = _("missing or damaged: %s") % ", ".join(lost[:5])
        advice = _("Restore data/pictures from a backup.")
        return Finding(_("Pictures"), state, advice)
    return Finding(_("Pictures"), _("all sound"))


def _imports() -> Finding:
    stuck = list(Batch.objects.unfinished().stale())
    if stuck:
        names = ", ".join(batch.name for batch in stuck[:5])
        advice = _("Start `fascicle serve` (its worker goes on with them).")
        return Finding(_("Imports"), _("interrupted: %s") % names, advice)
    return Finding(_("Imports"), _("none interrupted"))


def _search_index() -> Finding:
    try:
        with generations.reading() as generation:
            wrong = differences(generation)
    except generations.IndexUnavailable:
        advice = _("Start `fascicle serve` (its worker builds the index).")
        return Finding(_("Search index"), str(generations.state()), advice)
    if not wrong:
        return Finding(_("Search index"), _("says what the library says"))
    named = "; ".join(
        f"{one.work_id} ({', '.join(one.fields)})" for one in wrong[:SHOWN_DIFFERENCES]
    )
    differ = ngettext(
        "differs from the library in %(count)d work: %(named)s",
        "differs from the library in %(count)d works: %(named)s",
        len(wrong),
    )
    return Finding(
        _("Search index"),
        differ % {"count": len(wrong), "named": named},
        _("If `fascicle work` runs and it stays so, run: %s") % "fascicle reindex",
    )


def _thesaurus() -> Finding:
    wrong = closure_errors()
    if not wrong:
        return Finding(_("Thesaurus"), _("sound"))
    said = ngettext(
        "%(count)s broader tag is missing or wrong",
        "%(count)s broader tags are missing or wrong",
        wrong,
    )
    advice = _("Run `fascicle thesaurus mend`.")
    return Finding(_("Thesaurus"), said % {"count": number_format(wrong)}, advice)


AROUND: tuple[Callable[[], Finding], ...] = (
    _data_folder,
    _secret_key,
    _address,
    _disk,
    _database,
)
INSIDE: tuple[Callable[[], Finding], ...] = (
    _set_up,
    _mail,
    _integrity,
    _originals,
    _pictures,
    _imports,
    _thesaurus,
    _search_index,
)
