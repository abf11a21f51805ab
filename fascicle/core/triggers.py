"""Triggers that note changes in the database itself, so that no change of any kind can forget to.

SQLite loses a table's triggers when a migration makes the table anew, and PostgreSQL refuses to
alter a column that a trigger names. So they are taken away before a migration and made after it.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, transaction


@dataclass(frozen=True, slots=True)
class Trigger:
    """What is done after rows of a table were inserted, updated or deleted."""

    name: str
    table: str
    event: str
    """"insert", "update" or "delete"."""
    does: str
    """An SQL statement."""
    columns: Sequence[str] = ()
    """Those that matter when a row is updated."""

    @property
    def sql(self) -> str:
        if connection.vendor == "postgresql":
            return self._for_postgresql()
        return f"CREATE TRIGGER {self.name} AFTER {self._when()} BEGIN {self.does}; END"

    def _for_postgresql(self) -> str:
        return (
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {self.does}; RETURN NULL; END $$;"
            f" CREATE TRIGGER {self.name} AFTER {self._when()}"
            f" EXECUTE FUNCTION {self.name}()"
        )

    def _when(self) -> str:
        """The event in SQL, and the condition under which it matters."""
        rows = f"ON {self.table} FOR EACH ROW"
        if self.event != "update":
            return f"{self.event.upper()} {rows}"
        unlike = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
        changed = " OR ".join(
            f"OLD.{name} {unlike} NEW.{name}" for name in self.columns
        )
        return f"UPDATE OF {', '.join(self.columns)} {rows} WHEN ({changed})"


@dataclass(frozen=True, slots=True)
class Triggers:
    """All triggers whose names begin alike, as this version wants them."""

    prefix: str
    wanted: Callable[[], Iterable[Trigger]]

    def stand(self) -> bool:
        """Whether every trigger is there, in this version's words."""
        with connection.cursor() as cursor:
            cursor.execute(_STANDING[connection.vendor], [f"{self.prefix}%"])
            standing = {str(name): str(words) for name, words in cursor.fetchall()}
        return standing == dict(self._words())

    def create(self) -> None:
        """Make all triggers, anew if they are there."""
        self.drop()
        with transaction.atomic(), connection.cursor() as cursor:
            for one in self.wanted():
                cursor.execute(one.sql)
                if connection.vendor == "postgresql":
                    words = f"COMMENT ON FUNCTION {one.name}() IS '{_mark(one.sql)}'"
                    cursor.execute(words)

    def drop(self) -> None:
        """Take all triggers away: from now on nothing is noted."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_STANDING[connection.vendor], [f"{self.prefix}%"])
            for name, _words in cursor.fetchall():
                if connection.vendor == "postgresql":
                    cursor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")
                else:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")

    def _words(self) -> Iterator[tuple[str, str]]:
        postgresql = connection.vendor == "postgresql"
        for one in self.wanted():
            yield one.name, _mark(one.sql) if postgresql else one.sql


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
