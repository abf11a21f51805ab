"""Names from A to Z, where somebody has counted what each leads to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.db.models.functions import Substr

from fascicle.reading.figures import Uses
from fascicle.reading.index import Group, Index, Letter, Name, heading_of, index_of

#: As many names stand on one page; beyond that, a page for each letter.
NAMES_ON_A_PAGE = 400


@dataclass(frozen=True, slots=True)
class Named:
    """Things with names: their rows, the fields of key and name, and where each is."""

    rows: "QuerySet[Any]"
    key: str
    name: str
    address: str

    def headings(self) -> dict[str, list[str]]:
        """The headings they stand under, each with the letters that names there begin with.

        One query.
        """
        firsts = self._by_firsts().values_list("first", flat=True).distinct()
        found: dict[str, list[str]] = {}
        for first in firsts:
            found.setdefault(heading_of(first), []).append(first)
        return found

    def leading(self, uses: Uses, firsts: Sequence[str]) -> list[int]:
        """The primary keys of those that begin so and lead somewhere, in order. One query."""
        found = self._by_firsts().filter(first__in=firsts).order_by(self.key, "pk")
        keys = list(found.values_list("pk", flat=True))
        return [key for key, n in zip(keys, uses.of(keys), strict=True) if n]

    def _by_firsts(self) -> "QuerySet[Any]":
        firsts: QuerySet[Any] = self.rows.annotate(first=Substr(self.key, 1, 1))
        return firsts.order_by()

    def loaded(self, uses: Uses, keys: Sequence[int]) -> list[Name]:
        """Those with these primary keys. One query."""
        found = self.rows.filter(pk__among=keys).values_list("pk", self.key, self.name)
        rows = list(found)
        counts = uses.of([pk for pk, _key, _name in rows])
        return [
            Name(pk, key, name, count)
            for (pk, key, name), count in zip(rows, counts, strict=True)
        ]


def index_by_uses(named: Named, uses: Uses, letter: str = "", page: str = "") -> Index:
    """Those that lead somewhere: all, or a page of one letter if there are many.

    Three queries at most.
    """
    if len(uses) <= NAMES_ON_A_PAGE:
        found = named.loaded(uses, uses.keys)
        return index_of(found, address=named.address, most=NAMES_ON_A_PAGE)
    headings = named.headings()
    letter = letter if letter in headings else min(headings)
    leading = named.leading(uses, headings[letter])
    shown = Paginator(leading, NAMES_ON_A_PAGE).get_page(page)
    found = named.loaded(uses, list(shown))
    found.sort(key=lambda one: (one.key, one.pk))
    # How many stand under each is not told: that would be all names, looked at one by one.
    letters = [Letter(heading, 0) for heading in sorted(headings)]
    group = Group(letter, [one.entry(named.address) for one in found])
    return Index(letters, [group], letter, len(uses), shown)
