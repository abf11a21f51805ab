"""How much an import takes in, and the count that is kept against it."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one archive or folder may hold.

    A ratio of inflated to packed bytes is asked for only above ``free_bytes``, as small
    files may well be all blanks.
    """

    entries: int
    entry_bytes: int
    total_bytes: int
    ratio: int
    free_bytes: int = MEGABYTE


#: For the person at the machine's own command line.
GENEROUS = Limits(1_000_000, 256 * MEGABYTE, 64 * 1024 * MEGABYTE, 1_000)
#: For uploads.
STRICT = Limits(2_000, 20 * MEGABYTE, 100 * MEGABYTE, 100)


class Tally:
    """What has been taken out of one archive so far."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.entries = 0
        self.total = 0

    def too_many(self) -> bool:
        """Count one more entry; whether that is one too many."""
        self.entries += 1
        return self.entries > self.limits.entries

    def allows(self, size: int, packed: int) -> bool:
        """Whether the entry at hand may be this large, inflated from ``packed`` bytes."""
        limits = self.limits
        if size > limits.entry_bytes or self.total + size > limits.total_bytes:
            return False
        return size <= limits.free_bytes or size <= packed * limits.ratio

    def add(self, size: int) -> None:
        self.total += size
