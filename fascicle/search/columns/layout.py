"""What the columns are: their names, their types, and how a work's traits are written.

A *row* is a work's place in the columns; rows stand by (updated, work id). A *slot* is a tag's
place in the vocabulary; slots stand by how many works bear the tag, the most used first.
"""

from enum import IntFlag
from typing import Final

import numpy as np

from fascicle.search.lists.filters import Order

ID = np.uint32
"""Of works, tags, pen names, series, ratings and kinds, and all other numbers."""
MOST = 2**32 - 1

#: Plain columns of numbers, by the names of ``Facts``.
COUNTED: Final = ("words", "chapters", "kudos", "comments", "bookmarks", "hits")
TIMES: Final = {"updated": "updated_at", "posted": "posted_at"}
NUMBERS: Final = ("updated", "posted", *COUNTED)

#: Keys of titles and authors are compared on so many of their first bytes.
KEYS: Final = {"title": "S24", "author": "S16"}

LISTS: Final = ("tags", "pen_names", "series")

#: Orders that go by a column of numbers, from the most to the least.
BY_NUMBER: Final = {
    Order.POSTED: "posted",
    Order.WORDS: "words",
    Order.KUDOS: "kudos",
    Order.COMMENTS: "comments",
    Order.BOOKMARKS: "bookmarks",
    Order.HITS: "hits",
}
BY_KEY: Final = {Order.TITLE: "title", Order.AUTHOR: "author"}

#: So many of the first rows of each order are kept in order.
TOP_ROWS: Final = 65_536

#: At most so many of the first slots are dense: one work in 64 bears the tag, or more. They are
#: written as bits, by slot and by row.
DENSE: Final = 128
DENSE_SHARE: Final = 64

#: Tags in this many first slots are common: if not dense, they are two bytes in each work.
COMMON: Final = 65_534
PADDING: Final = 65_535
CHUNK: Final = 8

STATUSES: Final = ("unknown", "ongoing", "complete", "hiatus", "abandoned")
UNFINISHED: Final = ("ongoing", "hiatus", "abandoned")
UNKNOWN_LANGUAGE: Final = "und"


def is_key(number: int) -> bool:
    """Whether this can be the key of anything in the index."""
    return 0 < number <= MOST


class Flag(IntFlag):
    """What is either so or not."""

    LISTED = 1
    MEMBERS_ONLY = 2
    ADULT = 4
    CROSSOVER = 8
    HAS_SEQUEL = 16
    MANY_PARTS = 32
