"""What follows from which tag is directly broader than which. Pure."""

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter


class Circle(Exception):
    """A tag would be broader than itself."""


def ancestors(
    broader: Mapping[int, Collection[int]], above: Mapping[int, Collection[int]]
) -> dict[int, set[int]]:
    """Everything broader than each tag of ``broader``, which has the tags directly above it.

    ``above`` has all that is broader than tags which are not in ``broader`` themselves.

    :raises Circle: if a tag is broader than itself.
    """
    found: dict[int, set[int]] = {}
    try:
        for tag in TopologicalSorter(broader).static_order():
            if tag in broader:
                found[tag] = set(broader[tag])
                for parent in broader[tag]:
                    found[tag].update(found.get(parent) or above.get(parent, ()))
    except CycleError as error:
        raise Circle from error
    if any(tag in everything for tag, everything in found.items()):
        raise Circle
    return found
