"""Bringing many rows into the database at once, by the quickest way that each offers."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, transaction

#: Indexes of these are made after the rows, which is far quicker than row by row.
GREAT_TABLES = (
    *("works_work", "works_work_tags", "works_byline", "works_tally"),
    *("works_chapter", "works_chaptertext", "works_seriesentry", "works_relation"),
    *("tags_tag", "tags_closure"),
)

#: Tables whose rows come with their numbers.
NUMBERED_TABLES = (
    *("works_work", "works_chapter", "works_series", "tags_tag", "accounts_penname"),
)


def insert(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Add rows. Times are texts, as "2026-11-01 12:00:00" in UTC.

    A column that is left out and may not be null gets what its model has for it.
    """
    usual = _usual_values(table, columns)
    names = ", ".join((*columns, *usual))
    rest = tuple(usual.values())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((*row, *rest))
            return
        marks = ", ".join(["%s"] * (len(columns) + len(rest)))
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",
            ((*row, *rest) for row in rows),
        )


def _usual_values(table: str, columns: Sequence[str]) -> dict[str, object]:
    (model,) = (
        one
        for one in apps.get_models(include_auto_created=True)
        if one._meta.db_table == table
    )
    left_out = (
        field
        for field in model._meta.concrete_fields
        if field.column not in columns and not field.null and not field.primary_key
    )
    return {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in left_out
    }


@contextmanager
def in_bulk() -> Iterator[None]:
    """Nothing is checked or indexed row by row meanwhile, and nothing is safe from a power cut."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if sqlite:
            for pragma in (
                *("journal_mode=OFF", "foreign_keys=OFF", "synchronous=OFF"),
                *("cache_size=-400000", "temp_store=MEMORY"),
            ):
                cursor.execute(f"PRAGMA {pragma}")
        else:
            cursor.execute("SET session_replication_role = replica")
        made = _take_indexes_away()
    with transaction.atomic():
        yield
    with connection.cursor() as cursor:
        for statement in made:
            cursor.execute(statement)
        cursor.execute("ANALYZE")
    _finish(is_sqlite=sqlite)


def _finish(*, is_sqlite: bool) -> None:
    with connection.cursor() as cursor:
        if not is_sqlite:
            for table in NUMBERED_TABLES:
                cursor.execute(
                    f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))"
                )
    connection.close()


def _take_indexes_away() -> list[str]:
    """Drop what no constraint needs; how to make it again."""
    tables = list(GREAT_TABLES)
    marks = ", ".join(["%s"] * len(tables))
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
                f" AND tbl_name IN ({marks}) ORDER BY name",
                tables,
            )
        else:
            cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
                f" AND tablename IN ({marks}) AND indexname NOT IN"
                " (SELECT conname FROM pg_constraint) ORDER BY indexname",
                tables,
            )
        indexes = cursor.fetchall()
        for name, _statement in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
    return [statement for _name, statement in indexes]
