"""What was read of a file as JSON, and back: plain data only, safe to take from a child process."""

import dataclasses
import types
import typing
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from fascicle.core.html import strip_illegal

T = TypeVar("T")

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class NotReadable(ValueError):
    """The JSON does not have the shape it should have."""


def dump(value: object) -> Json:
    """A dataclass of ``story`` as data for ``json.dumps``; fields at their default are left out."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return [dump(item) for item in value]
    return _dump_fields(value)


def _dump_fields(value: object) -> Json:
    out: dict[str, Json] = {}
    kind: Any = type(value)
    for name, default in _defaults(kind):
        item = getattr(value, name)
        if item != default or type(item) is not type(default):
            out[name] = dump(item)
    return out


@cache
def _defaults(kind: Any) -> tuple[tuple[str, object], ...]:
    if not dataclasses.is_dataclass(kind):
        raise TypeError(kind)
    return tuple((field.name, field.default) for field in dataclasses.fields(kind))


def storable(value: Json) -> Json:
    """The data without characters that a database refuses in JSON: NUL and lone surrogates."""
    if isinstance(value, str):
        return strip_illegal(value)
    if isinstance(value, list):
        return [storable(item) for item in value]
    if isinstance(value, dict):
        return {name: storable(item) for name, item in value.items()}
    return value


def load(kind: type[T], data: object) -> T:
    """The dataclass ``kind`` from what ``dump`` made of it.

    :raises NotReadable: if the data has another shape.
    """
    loaded = _load(kind, data, {})
    return typing.cast("T", loaded)


def _load(kind: Any, data: object, bound: Mapping[Any, Any]) -> object:
    kind = bound.get(kind, kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _load_union(arguments, data, bound)
    if origin is tuple or (origin and issubclass(origin, Sequence)):
        return _load_sequence(arguments, data, bound)
    if origin is not None:
        parameters = getattr(origin, "__parameters__", ())
        return _load_fields(origin, data, dict(zip(parameters, arguments, strict=True)))
    if dataclasses.is_dataclass(kind):
        return _load_fields(kind, data, bound)
    return _load_plain(kind, data)


def _load_union(
    kinds: tuple[Any, ...], data: object, bound: Mapping[Any, Any]
) -> object:
    if data is None and type(None) in kinds:
        return None
    (kind,) = (kind for kind in kinds if kind is not type(None))
    return _load(kind, data, bound)


def _load_sequence(
    kinds: tuple[Any, ...], data: object, bound: Mapping[Any, Any]
) -> object:
    if not isinstance(data, list):
        raise NotReadable("not a list")
    if (
        kinds[0] is str
        and kinds[-1] in (str, Ellipsis)
        and all(type(i) is str for i in data)
    ):
        return tuple(data)
    if len(kinds) == 1 or kinds[-1] is Ellipsis:
        return tuple(_load(kinds[0], item, bound) for item in data)
    if len(kinds) != len(data):
        raise NotReadable("not as long as it should be")
    return tuple(
        _load(kind, item, bound) for kind, item in zip(kinds, data, strict=True)
    )


def _load_fields(kind: Any, data: object, bound: Mapping[Any, Any]) -> object:
    if not isinstance(data, dict):
        raise NotReadable(f"not a {kind.__name__}")
    hints = _hints(kind)
    if not data.keys() <= hints.keys():
        raise NotReadable(f"unknown fields in {kind.__name__}")
    values = {name: _load(hints[name], item, bound) for name, item in data.items()}
    try:
        return kind(**values)
    except TypeError as error:
        raise NotReadable(str(error)) from None


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _load_plain(kind: Any, data: object) -> object:
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(data)
        except ValueError:
            raise NotReadable(f"not a {kind.__name__}") from None
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return data
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise NotReadable(f"not {kind.__name__}")
    return data
