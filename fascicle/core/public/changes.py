"""Whether anything changed that a public page may show: one row, read in one short query.

Triggers raise it in the transaction of the change itself. SQLite has one writer at a time, so that
a counter serves. PostgreSQL's transactions run side by side, and would wait for one another at a
counter: there each leaves a row under its own number, and what was not to be seen by the last look
is new (``pg_visible_in_snapshot``).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.apps import AppConfig, apps
from django.db import connection
from django.db.models import Model

from fascicle.core.models import PublicChange
from fascicle.core.triggers import Trigger, Triggers

PREFIX = "core_public_"
#: The row of the counter.
COUNTER = 0
#: A process that looked last longer ago believes nothing of what it keeps (``pages.Keeper``).
KEPT_FOR = timedelta(hours=1)

_RAISE = {
    "sqlite": f"UPDATE core_publicchange SET times = times + 1 WHERE id = {COUNTER}",  # noqa: S608
    "postgresql": (
        "INSERT INTO core_publicchange (id, times, at)"
        " VALUES (pg_current_xact_id()::text::bigint, 1, now()) ON CONFLICT (id) DO NOTHING"
    ),
}
_COUNT = f"SELECT times FROM core_publicchange WHERE id = {COUNTER}"  # noqa: S608
_NEW = (
    "SELECT pg_current_snapshot()::text, EXISTS (SELECT 1 FROM core_publicchange"
    " WHERE id >= pg_snapshot_xmin(%s::pg_snapshot)::text::bigint"
    " AND NOT pg_visible_in_snapshot(id::text::xid8, %s::pg_snapshot))"
)


class Watch:
    """One process's look at the changes."""

    def __init__(self) -> None:
        self._last: str | None = None

    def has_changed(self) -> bool:
        """Whether anything did since this was asked last; the first answer is yes.

        From inside a transaction PostgreSQL cannot tell its own changes from what was there.

        :raises django.db.DatabaseError: if the database cannot be asked.
        """
        before = self._last
        self._last = None  # whatever fails now, the next answer is yes
        if connection.vendor == "postgresql" and connection.in_atomic_block:
            return True
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(_NEW, [before or "1:1:", before or "1:1:"])
                self._last, is_new = cursor.fetchone()
                return is_new or before is None
            cursor.execute(_COUNT)
            row = cursor.fetchone()
        self._last = str(row[0]) if row else None
        return self._last is None or self._last != before


def trim(*, at: datetime) -> int:
    """Forget what everybody has looked at."""
    old = PublicChange.objects.exclude(pk=COUNTER).filter(at__lt=at - KEPT_FOR)
    return old.delete()[0]


@contextmanager
def unnoted() -> Iterator[None]:
    """Note nothing meanwhile, as a bulk load would want; nothing is served from it yet."""
    triggers.drop()
    try:
        yield
    finally:
        begin()


def begin() -> None:
    """Make the triggers, and the counter."""
    PublicChange.objects.get_or_create(pk=COUNTER)
    triggers.create()


def watched() -> Iterator[tuple[type[Model], Sequence[str]]]:
    """The models that a public page may show, each with the columns that matter."""
    for app in apps.get_app_configs():
        if app.name.startswith("fascicle."):
            off = frozenset(getattr(app, "off_public_pages", ()))
            yield from _watched(app, off)


def _watched(
    app: AppConfig, off: frozenset[str]
) -> Iterator[tuple[type[Model], Sequence[str]]]:
    if "*" in off:
        return
    for model in app.get_models(include_auto_created=True):
        if model.__name__ not in off:
            columns = [
                field.column
                for field in model._meta.concrete_fields
                if field.column and f"{model.__name__}.{field.name}" not in off
            ]
            yield model, columns


def _wanted() -> Iterator[Trigger]:
    raised = _RAISE[connection.vendor]
    for model, columns in watched():
        table = model._meta.db_table
        for event in ("insert", "update", "delete"):
            name = f"{PREFIX}{table}_{event}"
            yield Trigger(name, table, event, raised, columns)


triggers = Triggers(PREFIX, _wanted)
