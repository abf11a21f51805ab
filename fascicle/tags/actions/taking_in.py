"""Taking in a thesaurus that was written elsewhere."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fascicle.accounts.models import User
from fascicle.core.names import name_key
from fascicle.tags.actions.arranging import make_broader, merge, promote
from fascicle.tags.actions.closing import chunks
from fascicle.tags.actions.naming import coin, describe, set_note
from fascicle.tags.models import Broader, Kind, Tag, TagChange
from fascicle.tags.refusals import Refused
from fascicle.tags.thesaurus import Problem, Row
from fascicle.tags.wording import refused

#: So many rows are written at once: others can write in between.
TOGETHER = 25


@dataclass(slots=True)
class TakenIn:
    """What came of it."""

    coined: int = 0
    changed: int = 0
    refused: list[Problem] = field(default_factory=list)


def take_in(rows: Iterable[Row], *, by: User | None, at: datetime) -> TakenIn:
    """Coin the tags that rows name, and arrange them as they say.

    Taking in the same again changes nothing. What a row leaves empty stays as it is: nothing is
    split, parted or emptied. Each change stands in the log, and can be undone by itself.
    """
    taken = TakenIn()
    by_kind: dict[str, list[Row]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    kinds = {kind.slug: kind for kind in Kind.objects.in_order()}
    for slug, of_kind in by_kind.items():
        if slug in kinds:
            _Taking(kinds[slug], taken, by=by, at=at).take(of_kind)
        else:
            said = _("There is no kind of tag with the short name “%(kind)s”.")
            taken.refused += [
                Problem(row.place, said % {"kind": slug}) for row in of_kind
            ]
    taken.refused.sort(key=lambda problem: problem.place)
    return taken


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would come of taking rows in, and the first of the changes."""

    taken: TakenIn
    changes: list[TagChange]


#: As many changes are told of beforehand.
FORETOLD = 200


def would_take_in(rows: Iterable[Row], *, by: User | None, at: datetime) -> Outlook:
    """Take rows in, look at what came of it, and take it all back: nothing changes."""
    with transaction.atomic():
        last = TagChange.objects.order_by("-pk").values_list("pk", flat=True).first()
        taken = take_in(rows, by=by, at=at)
        changes = TagChange.objects.filter(pk__gt=last or 0).order_by("pk")
        foretold = list(changes[:FORETOLD])
        transaction.set_rollback(True)
    return Outlook(taken, foretold)


class _Taking:
    """Rows of one kind on their way in."""

    def __init__(
        self, kind: Kind, taken: TakenIn, *, by: User | None, at: datetime
    ) -> None:
        self.kind = kind
        self.taken = taken
        self.by = by
        self.at = at

    def take(self, rows: list[Row]) -> None:
        self._coin(rows)
        self.tags = {tag.key: tag for tag in self.kind.tags.iterator()}
        links = Broader.objects.filter(narrower__kind=self.kind)
        self.links = set(links.values_list("narrower", "broader"))
        for step in (self._words, self._synonym, self._broader):
            for portion in chunks(rows, TOGETHER):
                with transaction.atomic():
                    self._go(step, portion)

    def _go(
        self,
        step: Callable[[Row, Tag], Iterator[TagChange | None]],
        rows: list[Row],
    ) -> None:
        for row in rows:
            for change in step(row, self.tags[key_of(row.name)]):
                self.taken.changed += change is not None

    def _coin(self, rows: list[Row]) -> None:
        names = {key_of(row.name): row.name for row in rows}
        for keys in chunks(names):
            there = self.kind.tags.with_keys(keys).values_list("key", flat=True)
            new = {*keys}.difference(there)
            coin(self.kind, {key: names[key] for key in new})
            self.taken.coined += len(new)

    def _words(self, row: Row, tag: Tag) -> Iterator[TagChange | None]:
        if _is_news(row.description, tag.description):
            said = row.description
            yield describe(tag, description=said, by=self.by, at=self.at)
        if _is_news(row.note, tag.note):
            yield set_note(tag, note=row.note, by=self.by, at=self.at)

    def _synonym(self, row: Row, tag: Tag) -> Iterator[TagChange | None]:
        into = self._named(row, row.synonym_of)
        if into is None or tag.canonical_id == (into.canonical_id or into.pk):
            return
        try:
            if into.canonical_id == tag.pk:
                yield promote(into, by=self.by, at=self.at)
            else:
                yield merge(tag, into=into, by=self.by, at=self.at)
        except Refused as refusal:
            self._refuse(row, refusal, row.synonym_of)

    def _broader(self, row: Row, tag: Tag) -> Iterator[TagChange | None]:
        for name in row.broader:
            broader = self._named(row, name)
            if broader is None or (tag.pk, broader.pk) in self.links:
                continue
            try:
                yield make_broader(tag, broader=broader, by=self.by, at=self.at)
            except Refused as refusal:
                self._refuse(row, refusal, name)

    def _named(self, row: Row, name: str) -> Tag | None:
        """The tag a row speaks of; where there is none, the row is refused."""
        if not name:
            return None
        tag = self.tags.get(key_of(name))
        if tag is None:
            said = _("There is no tag “%(name)s”. Give it a line of its own.")
            self.taken.refused.append(Problem(row.place, said % {"name": name}))
        return tag

    def _refuse(self, row: Row, refusal: Refused, other: str) -> None:
        said = refused(refusal, name=row.name, other=other)
        self.taken.refused.append(Problem(row.place, said))


def key_of(name: str) -> str:
    return name_key(name)[:150]


def _is_news(text: str, there: str) -> bool:
    """Whether a text says something else, and not only with other spaces."""
    return bool(text) and text.split() != there.split()
