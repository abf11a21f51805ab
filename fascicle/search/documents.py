"""What the index knows of a work, and reading it from the database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from django.conf import settings
from django.db.models import BigIntegerField, F, Func, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from fascicle.search.plaintext import plain_text
from fascicle.search.thesaurus import Thesaurus
from fascicle.works.models import (
    Byline,
    Chapter,
    Relation,
    RelationKind,
    SeriesEntry,
    Work,
)

#: Works read with one set of queries.
BATCH = 500
#: Words of text held in memory at once.
PORTION = 1_000_000
#: Characters of a work's text and notes that words are looked for in.
LONGEST_TEXT = 3_000_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What a work is filtered, counted and ordered by. Times are seconds since 1970, UTC."""

    work_id: int
    is_listed: bool
    """Posted and not hidden; others are known to their writers alone."""
    members_only: bool
    is_adult: bool
    """Rated so, or by nobody."""
    rating: int
    """0 if nobody rated it."""
    status: str
    language: str
    words: int
    chapters: int
    posted_at: int
    updated_at: int
    title_key: str
    author_key: str
    kudos: int
    comments: int
    bookmarks: int
    hits: int
    is_crossover: bool
    has_sequel: bool
    tags: tuple[int, ...]
    """What its tags mean: canonical tags and everything broader, each once."""
    pen_names: tuple[int, ...]
    series: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """What words are looked for in. Plain text, no HTML; only posted chapters' text."""

    work_id: int
    is_listed: bool
    is_adult: bool
    language: str
    title: str
    byline: str
    tags: str
    """Names as typed and of what they mean, a line each."""
    tag_ids: tuple[int, ...]
    """As in ``Facts``."""
    summary: str
    notes: str
    text: str
    """The chapters' titles and texts; empty where the archive does not index texts."""

    @property
    def mark(self) -> int:
        """A checksum by which to tell whether the index holds the same; 64 bits, signed."""
        said = "\0".join(
            (
                f"{self.is_listed:d}{self.is_adult:d}{self.tag_ids}",
                *(self.language, self.title, self.byline, self.tags),
                *(self.summary, self.notes, self.text),
            )
        )
        digest = blake2b(said.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        return int.from_bytes(digest, "big", signed=True)


@dataclass(frozen=True, slots=True)
class Document:
    """A work as the index holds it."""

    facts: Facts
    texts: Texts


class _Seconds(Func):
    """A time as whole seconds since 1970, made by the database; Python takes far longer."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler, connection, **kwargs):  # type: ignore[no-untyped-def]
        template = "CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **kwargs)

    def as_postgresql(self, compiler, connection, **kwargs):  # type: ignore[no-untyped-def]
        template = "FLOOR(EXTRACT(EPOCH FROM %(expressions)s))::bigint"
        return self.as_sql(compiler, connection, template=template, **kwargs)


class _Row(NamedTuple):
    """A work's own row."""

    pk: int
    members_only: bool
    rating: int | None
    rating_is_adult: bool | None
    status: str
    language: str
    words: int
    chapters: int
    posted_at: int | None
    updated_at: int
    hidden_at: int | None
    title_key: str
    kudos: int
    comments: int
    bookmarks: int
    hits: int

    @property
    def is_listed(self) -> bool:
        return self.posted_at is not None and self.hidden_at is None

    @property
    def is_adult(self) -> bool:
        return self.rating_is_adult is not False


_COLUMNS: tuple[str | Combinable, ...] = (
    *("pk", "members_only", "rating", "rating__is_adult", "status", "language"),
    *("word_count", "chapter_count"),
    *(_Seconds(F(name)) for name in ("posted_at", "updated_at", "hidden_at")),
    "title_key",
    *(
        Coalesce(F(f"tally__{name}"), Value(0))
        for name in ("kudos", "comments", "bookmarks", "hits")
    ),
)


def documents(
    work_ids: Iterable[int], thesaurus: Thesaurus | None = None
) -> Iterator[Document]:
    """What the database says of these works now. Those that are gone yield nothing.

    The thesaurus learns what their tags mean.
    """
    thesaurus = thesaurus or Thesaurus()
    for ids in _batches(work_ids, BATCH):
        batch = _Batch.load(ids, thesaurus)
        for portion in _portions(batch.rows):
            yield from batch.documents(portion)


def facts(
    work_ids: Iterable[int], thesaurus: Thesaurus | None = None
) -> Iterator[Facts]:
    """The same without the words."""
    thesaurus = thesaurus or Thesaurus()
    for ids in _batches(work_ids, BATCH):
        batch = _Batch.load(ids, thesaurus)
        yield from map(batch.facts, batch.rows)


def texts(
    work_ids: Iterable[int], thesaurus: Thesaurus, found: list[Facts]
) -> Iterator[Texts]:
    """The words, one work after the other; the facts stay behind in ``found``."""
    for document in documents(work_ids, thesaurus):
        found.append(document.facts)
        yield document.texts


def _batches(items: Iterable[int], size: int) -> Iterator[list[int]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _portions(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """The rows in such numbers that their texts do not fill the memory."""
    portion: list[_Row] = []
    words = 0
    for row in rows:
        if portion and words + row.words > PORTION:
            yield portion
            portion, words = [], 0
        portion.append(row)
        words += row.words
    if portion:
        yield portion


@dataclass(frozen=True, slots=True)
class _Batch:
    """What some works share a query for."""

    rows: list[_Row]
    thesaurus: Thesaurus
    tags: dict[int, list[int]]
    bylines: dict[int, list[tuple[int, str, str]]]
    """Pen names in order: id, key, name."""
    series: dict[int, list[int]]
    with_sequel: frozenset[int]

    @classmethod
    def load(cls, ids: Sequence[int], thesaurus: Thesaurus) -> "_Batch":
        works = Work.objects.with_pks(ids).order_by("pk").values_list(*_COLUMNS)
        rows = [_Row(*row) for row in works]
        tags = _lists(
            Work.tags.through.objects.filter(work__in=ids)
            .order_by("work")
            .values_list("work", "tag")
        )
        thesaurus.learn({tag for typed in tags.values() for tag in typed})
        series = SeriesEntry.objects.filter(work__in=ids).order_by("work", "series")
        return cls(
            rows,
            thesaurus,
            tags,
            _bylines(ids),
            _lists(series.values_list("work", "series")),
            _with_sequel(ids, {row.pk: row.members_only for row in rows}),
        )

    def facts(self, row: _Row) -> Facts:
        typed = self.tags.get(row.pk, ())
        bylines = self.bylines.get(row.pk, ())
        return Facts(
            work_id=row.pk,
            is_listed=row.is_listed,
            members_only=row.members_only,
            is_adult=row.is_adult,
            rating=row.rating or 0,
            status=row.status,
            language=row.language,
            words=row.words,
            chapters=row.chapters,
            posted_at=row.posted_at or 0,
            updated_at=row.updated_at,
            title_key=row.title_key,
            author_key=bylines[0][1] if bylines else "",
            kudos=row.kudos,
            comments=row.comments,
            bookmarks=row.bookmarks,
            hits=row.hits,
            is_crossover=self.thesaurus.is_crossover(typed),
            has_sequel=row.pk in self.with_sequel,
            tags=self.thesaurus.meaning_of(typed),
            pen_names=tuple(sorted(pk for pk, _key, _name in bylines)),
            series=tuple(self.series.get(row.pk, ())),
        )

    def documents(self, rows: Sequence[_Row]) -> Iterator[Document]:
        ids = [row.pk for row in rows]
        fronts = _fronts(ids)
        bodies = _bodies(ids)
        for row in rows:
            facts = self.facts(row)
            # A work that went between two queries has a row in the outbox by now.
            front = fronts.get(row.pk, ("", "", "", ""))
            body = bodies.get(row.pk, _NO_BODY)
            yield Document(facts, self.texts(facts, front, body))

    def texts(
        self, facts: Facts, front: tuple[str, str, str, str], body: "_Body"
    ) -> Texts:
        title, summary, before, after = front
        names = self.thesaurus.names
        typed = self.tags.get(facts.work_id, ())
        said = dict.fromkeys(
            names[tag] for tag in (*typed, *facts.tags) if tag in names
        )
        bylines = self.bylines.get(facts.work_id, ())
        notes = [plain_text(before), *body.notes, plain_text(after)]
        return Texts(
            work_id=facts.work_id,
            is_listed=facts.is_listed,
            is_adult=facts.is_adult,
            language=facts.language,
            title=title,
            byline="\n".join(name for _pk, _key, name in bylines),
            tags="\n".join(said),
            tag_ids=facts.tags,
            summary=plain_text(summary),
            notes="\n\n".join(filter(None, notes))[:LONGEST_TEXT],
            text="\n\n".join(body.chapters)[:LONGEST_TEXT],
        )


def _lists(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """What belongs to each work, of pairs in the order of works."""
    first, second = itemgetter(0), itemgetter(1)
    return {work: list(map(second, found)) for work, found in groupby(pairs, first)}


def _bylines(ids: Sequence[int]) -> dict[int, list[tuple[int, str, str]]]:
    found: dict[int, list[tuple[int, str, str]]] = {}
    bylines = Byline.objects.filter(work__in=ids).order_by("work", "position", "pk")
    rows = bylines.values_list("work", "pen_name", "pen_name__key", "pen_name__name")
    for work, pen_name, key, name in rows:
        found.setdefault(work, []).append((pen_name, key, name))
    return found


def _with_sequel(ids: Sequence[int], for_members: dict[int, bool]) -> frozenset[int]:
    """Those that a listed work says it follows.

    One for members alone counts if the work itself is: nobody else may know of it.
    """
    sequels = Relation.objects.filter(
        to_work__in=ids, kind=RelationKind.SEQUEL, work__in=Work.objects.posted()
    )
    return frozenset(
        work
        for work, members_only in sequels.values_list("to_work", "work__members_only")
        if for_members.get(work) or not members_only
    )


def _fronts(ids: Sequence[int]) -> dict[int, tuple[str, str, str, str]]:
    works = Work.objects.with_pks(ids)
    rows = works.values_list("pk", "title", "summary", "notes_before", "notes_after")
    return {pk: (title, *rest) for pk, title, *rest in rows}  # type: ignore[misc]


@dataclass(slots=True)
class _Body:
    """The chapters of a work, as plain text."""

    chapters: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    length: int = 0


_NO_BODY = _Body()


def _bodies(ids: Sequence[int]) -> dict[int, _Body]:
    """Posted chapters' titles, texts and notes, up to the bound."""
    chapters = Chapter.objects.filter(work__in=ids, posted_at__isnull=False)
    columns = ["work", "title", "notes_before", "notes_after"]
    if settings.INDEX_TEXTS:
        columns.append("text__html")
    rows = chapters.order_by("work", "position").values_list(*columns)
    bodies: dict[int, _Body] = {}
    for work, title, before, after, *html in rows.iterator(chunk_size=BATCH):
        body = bodies.setdefault(work, _Body())
        if body.length > LONGEST_TEXT:
            continue
        notes = filter(None, (plain_text(before), plain_text(after)))
        body.notes.extend(notes)
        if html:
            text = "\n".join(filter(None, (title, plain_text(html[0] or ""))))
            body.chapters.append(text)
            body.length += len(text)
    return bodies
