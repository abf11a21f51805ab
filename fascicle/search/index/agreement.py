"""Comparing the index with the database, work by work."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from fascicle.search import columns, text
from fascicle.search.columns.table import facts_of, table_of
from fascicle.search.index.documents import Facts, documents
from fascicle.search.index.generations import Generation
from fascicle.search.index.thesaurus import Thesaurus
from fascicle.works.models import Work

BATCH = 1000
#: What differs of a work that one side lacks altogether.
MISSING = ("missing",)
SURPLUS = ("surplus",)
WORDS = "words"


@dataclass(frozen=True, slots=True)
class Difference:
    """A work of which index and database say unlike things."""

    work_id: int
    fields: tuple[str, ...]
    """Names of facts; "words" if the texts are others."""


def differences(generation: Generation) -> list[Difference]:
    """All there are now. What has just been changed is looked at twice."""
    first = list(_compare(generation, _all_works()))
    first += _surplus(generation)
    return list(_compare(generation, [found.work_id for found in first]))


def _all_works() -> Iterator[int]:
    last = 0
    while ids := list(Work.objects.after(last).values_list("pk", flat=True)[:BATCH]):
        yield from ids
        last = ids[-1]


def _compare(generation: Generation, work_ids: Iterable[int]) -> Iterator[Difference]:
    """Those of these works that differ."""
    opened = columns.open(generation.columns)
    marks = _marks(generation)
    thesaurus = Thesaurus()
    for ids in _batches(work_ids):
        known = opened.facts(ids)
        told, expected = {}, []
        for document in documents(ids, thesaurus):
            told[document.facts.work_id] = document.texts.mark
            expected.append(document.facts)
        kept = {facts.work_id: facts for facts in facts_of(table_of(expected, {}))}
        for work_id in ids:
            unlike = _unlike(kept.get(work_id), known.get(work_id))
            if unlike not in {MISSING, SURPLUS} and told.get(work_id) != marks.get(
                work_id
            ):
                unlike = (*unlike, WORDS)
            if unlike:
                yield Difference(work_id, unlike)


def _unlike(expected: Facts | None, known: Facts | None) -> tuple[str, ...]:
    """The names of facts that differ."""
    if expected is None:
        return SURPLUS if known else ()
    if known is None:
        return MISSING
    if expected == known:
        return ()
    return tuple(
        field.name
        for field in fields(Facts)
        if getattr(expected, field.name) != getattr(known, field.name)
    )


def _surplus(generation: Generation) -> list[Difference]:
    """Works that the index alone has, in columns or words."""
    ids = set(columns.open(generation.columns).work_ids().tolist())
    ids |= _marks(generation).keys()
    return [Difference(work_id, SURPLUS) for work_id in sorted(ids - set(_all_works()))]


def _marks(generation: Generation) -> dict[int, int]:
    """The mark of each work's words; 0 where it has been written twice, which is wrong."""
    work_ids, marks = text.open(generation.text).marks()
    found: dict[int, int] = {}
    for work_id, mark in zip(work_ids.tolist(), marks.tolist(), strict=True):
        found[work_id] = 0 if work_id in found else mark
    return found


def _batches(work_ids: Iterable[int]) -> Iterator[Sequence[int]]:
    batch: list[int] = []
    for work_id in work_ids:
        batch.append(work_id)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
