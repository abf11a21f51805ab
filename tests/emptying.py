"""How tables are emptied between tests that leave rows behind them."""

from itertools import count

from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import connection
from django.db.models.signals import post_migrate

from fascicle.core.models import PublicChange
from fascicle.core.public.changes import COUNTER

#: What Django writes of the models themselves, by hundreds of questions each time.
OF_MODELS = {"auth_permission", "django_content_type"}
#: Without its counter, a migration makes every trigger of the changes anew.
COUNTED = PublicChange._meta.db_table
SWEEP_EVERY = 40
TESTS = count(1)


def empty_quickly():
    """Leave alone what is the same after every test, and ask little of the database."""
    post_migrate.disconnect(
        create_permissions,
        dispatch_uid="django.contrib.auth.management.create_permissions",
    )
    post_migrate.disconnect(create_contenttypes)
    emptying = connection.ops.sql_flush

    def sql_flush(style, tables, **how):
        tables = sorted({*tables} - OF_MODELS - {COUNTED})
        emptied = (
            [deleting(tables)]
            if may_skip_triggers()
            else emptying(style, tables, **how)
        )
        return [*emptied, f"DELETE FROM {COUNTED} WHERE id <> {COUNTER}"]

    connection.ops.sql_flush = sql_flush


def deleting(tables):
    """To truncate a hundred tables takes PostgreSQL longer than most tests do."""
    name = connection.ops.quote_name
    steps = [f"DELETE FROM {name(table)}" for table in tables]
    return "; ".join(["SET LOCAL session_replication_role = replica", *steps])


def sweep():
    """Now and then, take away what tests wrote and took back: PostgreSQL reads past it else.

    By a connection of its own, for a test may be in a transaction.
    """
    if connection.vendor == "postgresql" and next(TESTS) % SWEEP_EVERY == 0:
        its_own = connection.copy()
        with its_own.cursor() as cursor:
            cursor.execute("VACUUM")
        its_own.close()


def may_skip_triggers():
    """Keys and triggers need not look at what is all deleted; it takes a superuser to say so."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        return cursor.fetchone() == ("on",)
