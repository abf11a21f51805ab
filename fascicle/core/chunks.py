"""Many things, some at a time."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

#: Keys that a query takes at once without trouble on either database.
AT_ONCE = 500


def chunks(items: Sequence[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """In their order, ``size`` at a time; the last may be fewer."""
    return (items[at : at + size] for at in range(0, len(items), size))
