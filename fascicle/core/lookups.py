"""Conditions that Django does not have."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import IntegerField, Lookup
from django.db.models.sql.compiler import SQLCompiler


def as_one_value(keys: Iterable[int]) -> str:
    """Whole numbers as the database is given them."""
    return json.dumps(sorted(keys))


@IntegerField.register_lookup
class Among(Lookup[Any]):
    """``pk__among=keys``: one of these whole numbers, however many there are.

    As ``in``, but one value for the database: hundreds of them cost Django more than the query
    that they stand in.
    """

    lookup_name = "among"
    prepare_rhs = False

    def get_db_prep_lookup(
        self, value: Any, connection: Any
    ) -> tuple[str, tuple[str, ...]]:
        return "%s", (as_one_value(value),)

    def as_sql(
        self, compiler: SQLCompiler, connection: Any
    ) -> tuple[str, tuple[Any, ...]]:
        return self._sql(
            "{} IN (SELECT value FROM json_each({}))", compiler, connection
        )

    def as_postgresql(
        self, compiler: SQLCompiler, connection: Any
    ) -> tuple[str, tuple[Any, ...]]:
        of_array = "{} = ANY(translate({}, '[]', '{{}}')::bigint[])"
        return self._sql(of_array, compiler, connection)

    def _sql(
        self, pattern: str, compiler: SQLCompiler, connection: Any
    ) -> tuple[str, tuple[Any, ...]]:
        left, params = self.process_lhs(compiler, connection)
        right, keys = self.process_rhs(compiler, connection)
        return pattern.format(left, right), (*params, *keys)
