"""Places of works in an order, as numbers that rise from the first work to the last.

The upper half tells what the order goes by, the lower half the work, so that ties are settled
and the work can be read off.
"""

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.uint64]
Column = NDArray[np.uint32]

_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFF_FFFF)


def falling(column: Column, work_ids: Column) -> Places:
    """From the most to the least; ties by key, the newest first."""
    return ~(column.astype(np.uint64) << _HALF | work_ids)


def rising(ranks: Column, work_ids: Column) -> Places:
    """From the lowest rank to the highest; ties by key, the oldest first."""
    return ranks.astype(np.uint64) << _HALF | work_ids


def works_falling(places: Places) -> list[int]:
    """The works that stand at places of a falling order."""
    return works_rising(~places)


def works_rising(places: Places) -> list[int]:
    """The works that stand at places of a rising order."""
    works: list[int] = (places & _LOW).tolist()
    return works
