"""Filters as addresses have them: readable when written, forgiving when read.

``?tag=12-fantasy&not=31-major-death&words=5000-&updated=6m&order=kudos&page=3``. Of a tag only
the number counts; its name is there for people. What a form sends (``words-from``, ``words-to``,
empty fields) is understood as well, and has a readable address to be led on to.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from django.utils.text import slugify
from django.utils.translation import gettext as _

from fascicle.search.lists.filters import (
    Crossover,
    Filter,
    KindChoice,
    Order,
    Parts,
)
from fascicle.search.lists.ranges import (
    read_dates,
    read_number,
    read_span,
    write_dates,
    write_span,
)

Parameters = Mapping[str, Sequence[str]]
"""What an address says, in order: ``dict(request.GET.lists())``."""

MOST_TAGS = 100
MOST_CHOICES = 50
LONGEST_QUERY = 1000
LONGEST_SLUG = 40
#: Where an address is longer, the rest is not read.
MOST_PARAMETERS = 500
STATUSES = ("complete", "ongoing", "hiatus", "abandoned", "unknown")
UNKNOWN = "und"


@dataclass(frozen=True, slots=True)
class TagName:
    """What an address, a panel or a chip has to know of a tag."""

    pk: int
    name: str
    kind: int
    kind_slug: str

    @property
    def value(self) -> str:
        """The tag in an address."""
        slug = slugify(self.name, allow_unicode=True)[:LONGEST_SLUG].strip("-_")
        return f"{self.pk}-{slug}" if slug else str(self.pk)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What numbers in addresses stand for. A synonym's number stands for what it means."""

    tags: Mapping[int, TagName]
    ratings: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for."""

    wanted: Filter
    page: int = 1
    shield_off: bool = False
    notices: tuple[str, ...] = ()
    """Kind lines about what was not understood."""
    by_form: bool = False
    """Whether a form wrote it: there is a more readable address."""


def parameters(query: str) -> dict[str, list[str]]:
    """What the part of an address after the question mark says."""
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True)[:MOST_PARAMETERS]:
        found.setdefault(name, []).append(value)
    return found


def named_tags(said: Parameters) -> list[int]:
    """The numbers of all tags that an address names."""
    values = (*said.get("tag", ()), *said.get("not", ()))
    return list(dict.fromkeys(_numbers(values)))[:MOST_TAGS]


def read(
    said: Parameters,
    vocabulary: Vocabulary,
    *,
    today: date,
    order: Order = Order.UPDATED,
) -> Asked:
    """The filter of an address. What makes no sense is left out, with a line that says so.

    ``order`` is the list's own, for when the address names none.
    """
    reader = _Reader(said, vocabulary, today)
    query = reader.query()
    usual = usual_order(query, order)
    wanted = Filter(
        tags=reader.tags(),
        ratings=reader.ratings("rating"),
        not_ratings=reader.ratings("not-rating"),
        statuses=reader.among("status", STATUSES),
        languages=reader.languages("language"),
        not_languages=reader.languages("not-language"),
        words=read_span(said, "words", reader.notices),
        chapters=read_span(said, "chapters", reader.notices),
        updated=read_dates(said, "updated", today, reader.notices),
        posted=read_dates(said, "posted", today, reader.notices),
        crossover=Crossover(reader.one_of("crossover", [*Crossover])),
        parts=Parts(reader.one_of("parts", [*Parts])),
        has_sequel=reader.last("sequel") == "yes",
        query=query,
        order=reader.order(usual, allowed=order),
    )
    return Asked(
        wanted,
        page=min(max(read_number(reader.last("page")) or 1, 1), 10**9),
        shield_off=reader.last("shield") == "off",
        notices=tuple(dict.fromkeys(reader.notices)),
        by_form=_is_by_form(said, usual),
    )


def usual_order(query: str, order: Order) -> Order:
    """The order of a list when nobody asks for one: the best matches first, of words."""
    return Order.RELEVANCE if query else order


def write(
    wanted: Filter,
    vocabulary: Vocabulary,
    *,
    order: Order = Order.UPDATED,
    page: int = 1,
    shield_off: bool = False,
) -> str:
    """The filter as an address has it after the question mark; empty if it asks for nothing."""
    pairs = [pair for pair in _pairs(wanted, vocabulary) if pair[1]]
    if wanted.order is not usual_order(wanted.query, order):
        pairs.append(("order", wanted.order.value))
    if shield_off:
        pairs.append(("shield", "off"))
    if page > 1:
        pairs.append(("page", str(page)))
    return urlencode(pairs)


def _pairs(wanted: Filter, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    def values(pks: Iterable[int]) -> Iterator[str]:
        return (vocabulary.tags[pk].value for pk in pks if pk in vocabulary.tags)

    yield "q", wanted.query
    for choice in wanted.tags:
        yield from (("tag", value) for value in values(choice.include))
    for choice in wanted.tags:
        yield from (("not", value) for value in values(choice.exclude))
    for choice in wanted.tags:
        if choice.match_any:
            yield "any", vocabulary.tags[choice.include[0]].kind_slug
    yield from (("rating", str(pk)) for pk in wanted.ratings)
    yield from (("not-rating", str(pk)) for pk in wanted.not_ratings)
    yield from (("status", status) for status in wanted.statuses)
    yield from (("language", code) for code in wanted.languages)
    yield from (("not-language", code) for code in wanted.not_languages)
    yield "words", write_span(wanted.words)
    yield "chapters", write_span(wanted.chapters)
    yield "updated", write_dates(wanted.updated)
    yield "posted", write_dates(wanted.posted)
    yield "crossover", wanted.crossover.value
    yield "parts", wanted.parts.value
    yield "sequel", "yes" if wanted.has_sequel else ""


class _Reader:
    """Reads one address, and notes what it could not understand."""

    def __init__(self, said: Parameters, vocabulary: Vocabulary, today: date) -> None:
        self.said = said
        self.vocabulary = vocabulary
        self.today = today
        self.notices: list[str] = []

    def last(self, name: str) -> str:
        """What was said last under a name that can have one value."""
        return next((v.strip() for v in reversed(self.said.get(name, ())) if v), "")

    def one_of(self, name: str, known: Sequence[str]) -> str:
        value = self.last(name)
        return value if value in known else ""

    def among(self, name: str, known: Sequence[str]) -> tuple[str, ...]:
        """Those of the known values that were said, in their own order."""
        said = set(self.said.get(name, ()))
        return tuple(value for value in known if value in said)

    def query(self) -> str:
        plain = "".join(c for c in self.last("q") if c >= " " and c != "\x7f")
        if len(plain) > LONGEST_QUERY:
            self.notices.append(
                _("Only the first %(n)d characters were looked for.")
                % {"n": LONGEST_QUERY}
            )
        # Half a surrogate pair is nothing that can be looked for, or written back.
        text = plain[:LONGEST_QUERY].encode("utf-8", "ignore").decode()
        return " ".join(text.split())

    def order(self, usual: Order, *, allowed: Order) -> Order:
        """The order asked for, where this list has it."""
        value = self.last("order")
        found = Order(value) if value in [*Order] else usual
        makes_no_sense = {Order.PLACE} - {allowed}
        if usual is not Order.RELEVANCE:
            makes_no_sense.add(Order.RELEVANCE)
        return usual if found in makes_no_sense else found

    def ratings(self, name: str) -> tuple[int, ...]:
        said = dict.fromkeys(_numbers(self.said.get(name, ())))
        known = [pk for pk in said if pk == 0 or pk in self.vocabulary.ratings]
        if len(known) < len(said):
            self.notices.append(_("A rating of this address is not here any more."))
        return tuple(sorted(known))

    def languages(self, name: str) -> tuple[str, ...]:
        said = dict.fromkeys(self.said.get(name, ()))
        known = sorted(code for code in said if is_language(code))
        return tuple(known[:MOST_CHOICES])

    def tags(self) -> tuple[KindChoice, ...]:
        """The tags, by kind; a tag both wanted and unwanted is unwanted."""
        exclude = self._tags("not")
        include = self._tags("tag")
        if both := [tag for tag in include if tag in exclude]:
            self.notices.append(
                _("“%(name)s” was both wanted and not wanted: it is left out.")
                % {"name": both[0].name}
            )
        include = [tag for tag in include if tag not in exclude]
        any_of = set(self.said.get("any", ()))
        kinds = {tag.kind: tag.kind_slug for tag in (*include, *exclude)}
        return tuple(
            KindChoice(
                kind,
                include=(wanted := _of_kind(include, kind)),
                exclude=_of_kind(exclude, kind),
                match_any=bool(wanted) and slug in any_of,
            )
            for kind, slug in sorted(kinds.items())
        )

    def _tags(self, name: str) -> list[TagName]:
        pks = [*dict.fromkeys(_numbers(self.said.get(name, ())))]
        read = set(named_tags(self.said))
        found = [
            tag
            for pk in pks
            if pk in read and (tag := self.vocabulary.tags.get(pk)) is not None
        ]
        if any(pk not in read for pk in pks):
            self.notices.append(
                _("Only the first %(n)d tags were looked at.") % {"n": MOST_TAGS}
            )
        elif len(found) < len(pks):
            self.notices.append(_("A tag of this address is not here any more."))
        return list(dict.fromkeys(found))


def is_language(code: str) -> bool:
    """Whether this can be the code of a language."""
    return 0 < len(code) <= 35 and code.isascii() and code.replace("-", "").isalnum()


def _of_kind(tags: Sequence[TagName], kind: int) -> tuple[int, ...]:
    return tuple(tag.pk for tag in tags if tag.kind == kind)


def _numbers(values: Iterable[str]) -> Iterator[int]:
    """The numbers that values like "12-fantasy" begin with."""
    for value in values:
        number = value.partition("-")[0]
        if number.isascii() and number.isdigit() and len(number) <= 18:
            yield int(number)


def _is_by_form(said: Parameters, usual: Order) -> bool:
    """Whether it holds what only forms write: empty fields, halves of ranges, the usual order."""
    return any(
        not value
        or name.endswith(("-from", "-to"))
        or name.startswith("find-")
        or name == "in"
        or (name == "order" and value == usual.value)
        for name, values in said.items()
        for value in values
    )
