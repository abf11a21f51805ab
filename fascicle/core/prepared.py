"""Queries whose SQL is made once: building it costs Django more than asking costs the database."""

import copy
from collections.abc import Callable
from itertools import count
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler

T = TypeVar("T")

#: Stand for values while the SQL is made. Nothing else in a query looks like them.
_NUMBERS = count(-8_314_159_265_358, -1)


class Prepared(Generic[T]):
    """What ``build(*values)`` would find, for other values each time.

    ``build`` gives a query set; it may not look at its values, which are whole numbers (or text,
    where ``kinds`` says so), but only put them into conditions.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, T]"], *kinds: type) -> None:
        self._build, self._kinds = build, kinds
        self._known: _Known | None = None

    def __call__(self, *values: int | str) -> list[T]:
        """The rows, as the query set's.

        :raises TypeError: for another number of values than the query takes.
        """
        known = self._known = self._known or self._make()
        if len(values) != len(known.places):
            raise TypeError(f"takes {len(known.places)} values, not {len(values)}")
        return known.rows(values)

    def first(self, *values: int | str) -> T | None:
        return next(iter(self(*values)), None)

    def _make(self) -> "_Known":
        signs = [kind(next(_NUMBERS)) for kind in self._kinds]
        return _Known(self._build(*signs), signs)


class _Known:
    """A query set that was compiled, and where in its parameters the values go."""

    def __init__(self, found: Any, signs: list[Any]) -> None:
        # Its rows' class and what is fetched beside them are Django's own affair.
        self._found = found
        self._lookups = found._prefetch_related_lookups
        self._compiler = found.query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, self._params = self._compiler.as_sql()
        columns = [one for one, _, _ in self._compiler.select]
        self._converters = self._compiler.get_converters(columns)
        self.places = [
            [at for at, one in enumerate(self._params) if one == sign] for sign in signs
        ]
        if not all(self.places):
            raise ValueError(f"a value is not in the query: {self._sql}")

    def rows(self, values: tuple[int | str, ...]) -> list[Any]:
        params = list(self._params)
        for places, value in zip(self.places, values, strict=True):
            for at in places:
                params[at] = value
        query: Any = _Query(self._compiled(tuple(params)))
        asked: Any = QuerySet(self._found.model, query, DEFAULT_DB_ALIAS)
        rows: list[Any] = list(self._found._iterable_class(asked))
        if self._lookups and rows:
            prefetch_related_objects(rows, *self._lookups)
        return rows

    def _compiled(self, params: tuple[Any, ...]) -> SQLCompiler:
        """The compiler as it is once it has made its SQL, for this thread's connection."""
        compiler: Any = copy.copy(self._compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda *_, **__: (self._sql, params)
        compiler.get_converters = lambda _: self._converters
        return cast("SQLCompiler", compiler)


class _Query:
    """As much of a query as its rows are made with: model instances, or flat values."""

    def __init__(self, compiler: SQLCompiler) -> None:
        self._compiler = compiler

    def get_compiler(self, *_: object, **__: object) -> SQLCompiler:
        return self._compiler
