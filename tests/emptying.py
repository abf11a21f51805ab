"""How tables are emptied between tests that leave rows behind them."""

from django.db import connection


def delete_what_is_there():
    """On PostgreSQL, delete rows: to truncate a hundred tables takes longer than most tests do.

    Keys and triggers are not looked at meanwhile, which takes a superuser; another truncates.
    """
    if connection.vendor != "postgresql":
        return
    truncations = connection.ops.sql_flush

    def sql_flush(style, tables, **how):
        if not may_skip_triggers():
            return truncations(style, tables, **how)
        name = connection.ops.quote_name
        deletions = [f"DELETE FROM {name(table)}" for table in tables]
        return ["SET LOCAL session_replication_role = replica", *deletions]

    connection.ops.sql_flush = sql_flush


def may_skip_triggers():
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        return cursor.fetchone() == ("on",)
