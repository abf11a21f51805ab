"""The triggers that write the outbox."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from fascicle.core.triggers import Trigger, Triggers
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
LISTED = ("posted_at", "hidden_at", "members_only", "deleted_at", "unlisted")

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
        (
            *("work_id", "position", "title", "notes_before", "notes_after"),
            # The last for lists of books, whose date is that of the index.
            *("posted_at", "deleted_at", "changed_at"),
        ),
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
        ("work_id", "kind", "to_work_id", "approved_at"),
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


def _wanted() -> Iterator[Trigger]:
    for watch in WATCHES:
        if watch.comes_and_goes:
            yield _trigger(watch, "insert", "NEW")
            yield _trigger(watch, "delete", "OLD")
        if watch.columns:
            yield _trigger(watch, "update", "NEW", "OLD")


def _trigger(watch: Watch, event: str, *rows: str) -> Trigger:
    name = f"{watch.trigger}_{event}"
    return Trigger(name, watch.table, event, _note(watch, *rows), watch.columns)


def _note(watch: Watch, *rows: str) -> str:
    """The INSERT into the outbox, for one state of the row or for both."""
    ids = " UNION ".join(watch.subjects.format(row=row) for row in rows)
    return (
        "INSERT INTO search_change (xid, subject, subject_id)"  # noqa: S608 - our own words
        f" SELECT {transaction_number()}, '{watch.subject}', changed.*"
        f" FROM ({ids}) AS changed"
    )


_triggers = Triggers(PREFIX, _wanted)
stand, create, drop = _triggers.stand, _triggers.create, _triggers.drop
