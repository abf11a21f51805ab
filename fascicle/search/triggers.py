"""The triggers that write the outbox, so that no change of any kind can forget to.

SQLite loses a table's triggers when a migration makes the table anew, and PostgreSQL refuses to
alter a column that a trigger names. So they are taken away before a migration and made after it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction

from fascicle.search.models import Subject

PREFIX = "search_notes_"


@dataclass(frozen=True, slots=True)
class Watch:
    """Rows of a table whose coming, going or changing is noted.

    ``subjects`` is a SELECT of the ids of what has changed, given a row.
    """

    table: str
    subject: Subject
    subjects: str
    columns: tuple[str, ...] = ()
    """The columns that matter when a row is updated; empty if updates do not."""
    comes_and_goes: bool = True
    """Whether a new or deleted row matters."""
    name: str = ""

    @property
    def trigger(self) -> str:
        return f"{PREFIX}{self.table}{self.name}"


#: What of a work decides whether its being a sequel may be known.
LISTED = ("posted_at", "hidden_at", "members_only")

WATCHES = (
    Watch(
        "works_work",
        Subject.WORK,
        "SELECT {row}.id",
        (
            *("title", "title_key", "summary", "notes_before", "notes_after"),
            *("language", "rating_id", "status", "word_count", "chapter_count"),
            *("updated_at", *LISTED),
        ),
    ),
    Watch(
        "works_work",
        Subject.WORK,
        "SELECT to_work_id FROM works_relation WHERE work_id = {row}.id"
        " AND kind = 'sequel' AND to_work_id IS NOT NULL",
        LISTED,
        comes_and_goes=False,
        name="_sequels",
    ),
    Watch(
        "works_byline",
        Subject.WORK,
        "SELECT {row}.work_id",
        ("work_id", "pen_name_id", "position"),
    ),
    Watch(
        "works_work_tags", Subject.WORK, "SELECT {row}.work_id", ("work_id", "tag_id")
    ),
    Watch(
        "works_seriesentry",
        Subject.WORK,
        "SELECT {row}.work_id",
        ("work_id", "series_id"),
    ),
    Watch(
        "works_chapter",
        Subject.WORK,
        "SELECT {row}.work_id",
        ("work_id", "position", "title", "notes_before", "notes_after", "posted_at"),
    ),
    Watch(
        "works_chaptertext",
        Subject.WORK,
        "SELECT work_id FROM works_chapter WHERE id = {row}.chapter_id",
        ("html",),
    ),
    Watch(
        "works_relation",
        Subject.WORK,
        "SELECT {row}.to_work_id WHERE {row}.to_work_id IS NOT NULL",
        ("work_id", "kind", "to_work_id"),
    ),
    Watch(
        "works_tally",
        Subject.TALLY,
        "SELECT {row}.work_id",
        ("kudos", "comments", "bookmarks", "hits"),
    ),
    Watch(
        "accounts_penname",
        Subject.PEN_NAME,
        "SELECT {row}.id",
        ("name", "key"),
        comes_and_goes=False,
    ),
    Watch(
        "tags_tag",
        Subject.TAG,
        "SELECT {row}.id",
        ("name", "canonical_id", "kind_id"),
        comes_and_goes=False,
    ),
    Watch(
        "tags_closure", Subject.TAG, "SELECT {row}.tag_id", ("tag_id", "ancestor_id")
    ),
    Watch(
        "tags_kind",
        Subject.ALL,
        "SELECT 0",
        ("makes_crossovers",),
        comes_and_goes=False,
    ),
    Watch(
        "works_rating",
        Subject.RATING,
        "SELECT {row}.id",
        ("is_adult",),
        comes_and_goes=False,
    ),
)


def transaction_number() -> str:
    """The SQL for the number of the transaction it runs in; SQLite needs none."""
    postgresql = connection.vendor == "postgresql"
    return "pg_current_xact_id()::text::bigint" if postgresql else "0"


def can_stand() -> bool:
    """Whether all tables are there; not after going back to an older schema."""
    tables = {"search_change", *(watch.table for watch in WATCHES)}
    return tables <= set(connection.introspection.table_names())


def stand() -> bool:
    """Whether every trigger is there, in this version's words."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor], [f"{PREFIX}%"])
        standing = {str(name): str(words) for name, words in cursor.fetchall()}
    return standing == {
        name: _mark(words) if connection.vendor == "postgresql" else words
        for name, words in _wanted()
    }


def create() -> None:
    """Make all triggers, anew if they are there."""
    drop()
    with transaction.atomic(), connection.cursor() as cursor:
        for name, words in _wanted():
            cursor.execute(words)
            if connection.vendor == "postgresql":
                cursor.execute(f"COMMENT ON FUNCTION {name}() IS '{_mark(words)}'")


def drop() -> None:
    """Take all triggers away: from now on nothing is noted."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor], [f"{PREFIX}%"])
        for name, _words in cursor.fetchall():
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


#: The names of the triggers there are, and by what to tell their versions.
_STANDING = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": (
        "SELECT p.proname, CASE WHEN EXISTS"
        " (SELECT 1 FROM pg_trigger t WHERE t.tgfoid = p.oid AND t.tgenabled <> 'D')"
        " THEN obj_description(p.oid, 'pg_proc') END FROM pg_proc p"
        " WHERE p.pronamespace = current_schema()::regnamespace AND p.proname LIKE %s"
    ),
}


def _mark(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _wanted() -> Iterator[tuple[str, str]]:
    """Every trigger's name and the SQL that makes it."""
    make = _for_postgresql if connection.vendor == "postgresql" else _for_sqlite
    for watch in WATCHES:
        if watch.comes_and_goes:
            yield make(watch, "insert", _note(watch, "NEW"))
            yield make(watch, "delete", _note(watch, "OLD"))
        if watch.columns:
            yield make(watch, "update", _note(watch, "NEW", "OLD"))


def _note(watch: Watch, *rows: str) -> str:
    """The INSERT into the outbox, for one state of the row or for both."""
    ids = " UNION ".join(watch.subjects.format(row=row) for row in rows)
    return (
        "INSERT INTO search_change (xid, subject, subject_id)"  # noqa: S608 - our own words
        f" SELECT {transaction_number()}, '{watch.subject}', changed.*"
        f" FROM ({ids}) AS changed"
    )


def _when(watch: Watch, event: str) -> tuple[str, str]:
    """The event in SQL, and the condition under which it matters."""
    if event != "update":
        return event.upper(), ""
    unlike = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    changed = " OR ".join(f"OLD.{name} {unlike} NEW.{name}" for name in watch.columns)
    return f"UPDATE OF {', '.join(watch.columns)}", f" WHEN ({changed})"


def _for_sqlite(watch: Watch, event: str, note: str) -> tuple[str, str]:
    name = f"{watch.trigger}_{event}"
    what, when = _when(watch, event)
    return name, (
        f"CREATE TRIGGER {name} AFTER {what} ON {watch.table} FOR EACH ROW{when}"
        f" BEGIN {note}; END"
    )


def _for_postgresql(watch: Watch, event: str, note: str) -> tuple[str, str]:
    name = f"{watch.trigger}_{event}"
    what, when = _when(watch, event)
    return name, (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {note}; RETURN NULL; END $$;"
        f" CREATE TRIGGER {name} AFTER {what} ON {watch.table} FOR EACH ROW{when}"
        f" EXECUTE FUNCTION {name}()"
    )
