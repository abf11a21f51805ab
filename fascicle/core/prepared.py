"""Queries whose SQL is made once: building it costs Django more than asking costs the database."""

import copy
from collections.abc import Callable
from itertools import count
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler

from fascicle.core.lookups import as_one_value

T = TypeVar("T")
Value = int | str | frozenset[int]

#: Stand for values while the SQL is made. Nothing else in a query looks like them.
_NUMBERS = count(-8_314_159_265_358, -1)


class Prepared(Generic[T]):
    """What ``build(*values)`` would find, for other values each time.

    ``build`` gives a query set; it may not look at its values, but only put them into conditions.
    ``kinds`` says what each of them is: a whole number, text, or a frozenset of whole numbers,
    for a condition with ``among``.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, T]"], *kinds: type) -> None:
        self._build, self._kinds = build, kinds
        self._known: _Known | None = None

    def __call__(self, *values: Value) -> list[T]:
        """The rows, as the query set's.

        :raises TypeError: for another number of values than the query takes.
        """
        known = self._known = self._known or self._make()
        if len(values) != len(known.places):
            raise TypeError(f"takes {len(known.places)} values, not {len(values)}")
        return known.rows(values)

    def first(self, *values: Value) -> T | None:
        return next(iter(self(*values)), None)

    def _make(self) -> "_Known":
        signs = [_sign(kind) for kind in self._kinds]
        return _Known(self._build(*signs), [_as_param(sign) for sign in signs])


def _sign(kind: type) -> Value:
    number = next(_NUMBERS)
    sign: Value = frozenset([number]) if kind is frozenset else kind(number)
    return sign


def _as_param(value: Value) -> int | str:
    return as_one_value(value) if isinstance(value, frozenset) else value


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

    def rows(self, values: tuple[Value, ...]) -> list[Any]:
        params = list(self._params)
        for places, value in zip(self.places, values, strict=True):
            param = _as_param(value)
            for at in places:
                params[at] = param
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
