"""What the index knows of a work, and reading it from the database."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain, groupby, islice
from operator import itemgetter

from django.conf import settings

from fascicle.search.index import rows
from fascicle.search.index.rows import WorkRow
from fascicle.search.index.thesaurus import Thesaurus
from fascicle.search.words.plaintext import plain_text

#: Works read with one set of queries.
BATCH = 500
#: Words of text held in memory at once.
PORTION = 5_000_000
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
    """Names of what they mean and as typed, a line each."""
    tag_ids: tuple[int, ...]
    """As in ``Facts``."""
    summary: str
    notes: str
    text: str
    """The chapters' titles and texts; empty where the archive does not index texts."""

    @property
    def mark(self) -> int:
        """A checksum by which to tell whether the index holds the same; 32 bits, signed."""
        words = "\0".join(
            (
                *(self.language, self.title, self.byline, self.tags),
                *(self.summary, self.notes, self.text),
            )
        )
        said = array("q", (self.is_listed, self.is_adult, *self.tag_ids)).tobytes()
        said += words.encode("utf-8", "surrogatepass")
        digest = blake2b(said, digest_size=4).digest()
        return int.from_bytes(digest, "big", signed=True)


@dataclass(frozen=True, slots=True)
class Document:
    """A work as the index holds it."""

    facts: Facts
    texts: Texts


def documents(
    work_ids: Iterable[int], thesaurus: Thesaurus | None = None
) -> Iterator[Document]:
    """What the database says of these works now. Those that are gone yield nothing.

    The thesaurus learns what their tags mean.
    """
    thesaurus = thesaurus or Thesaurus()
    for ids in _batches(work_ids, BATCH):
        batch = _Batch.load(ids, thesaurus)
        for portion in _portions(batch.works):
            yield from batch.documents(portion)


def facts(
    work_ids: Iterable[int], thesaurus: Thesaurus | None = None
) -> Iterator[Facts]:
    """The same without the words."""
    thesaurus = thesaurus or Thesaurus()
    for ids in _batches(work_ids, BATCH):
        batch = _Batch.load(ids, thesaurus)
        yield from map(batch.facts, batch.works)


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


def _portions(works: Sequence[WorkRow]) -> Iterator[list[WorkRow]]:
    """The rows in such numbers that their texts do not fill the memory."""
    portion: list[WorkRow] = []
    words = 0
    for row in works:
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

    works: list[WorkRow]
    thesaurus: Thesaurus
    tags: dict[int, list[int]]
    bylines: dict[int, list[tuple[int, str, str]]]
    """Pen names in order: id, key, name."""
    series: dict[int, list[int]]
    with_sequel: frozenset[int]

    @classmethod
    def load(cls, ids: Sequence[int], thesaurus: Thesaurus) -> "_Batch":
        tags = rows.tags(ids)
        typed = set(chain.from_iterable(tags.values()))
        thesaurus.learn(typed)
        if gone := typed - thesaurus.meanings.keys():  # since the query before
            tags = {work: sorted(set(ids) - gone) for work, ids in tags.items()}
        works = rows.works(ids)
        return cls(
            works,
            thesaurus,
            tags,
            _bylines(ids),
            _lists(rows.series(ids)),
            _with_sequel(ids, {row.pk: bool(row.members_only) for row in works}),
        )

    def facts(self, row: WorkRow) -> Facts:
        typed = self.tags.get(row.pk, ())
        bylines = self.bylines.get(row.pk, ())
        return Facts(
            work_id=row.pk,
            is_listed=row.is_listed,
            members_only=bool(row.members_only),
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

    def documents(self, works: Sequence[WorkRow]) -> Iterator[Document]:
        ids = [row.pk for row in works]
        fronts = {row[0]: row[1:] for row in rows.fronts(ids)}
        bodies = _bodies(ids)
        for row in works:
            facts = self.facts(row)
            # A work that went between two queries has a row in the outbox by now.
            front = fronts.get(row.pk, ("", "", "", ""))
            body = bodies.get(row.pk, _NO_BODY)
            yield Document(facts, self.texts(facts, front, body))

    def texts(
        self, facts: Facts, front: tuple[str, str, str, str], body: "_Body"
    ) -> Texts:
        title, summary, before, after = front
        synonyms = set(self.tags.get(facts.work_id, ())).difference(facts.tags)
        said = map(self.thesaurus.names.__getitem__, (*facts.tags, *sorted(synonyms)))
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
    for work, pen_name, key, name in rows.bylines(ids):
        found.setdefault(work, []).append((pen_name, key, name))
    return found


def _with_sequel(ids: Sequence[int], for_members: dict[int, bool]) -> frozenset[int]:
    """Those that a listed work says it follows.

    One for members alone counts if the work itself is: nobody else may know of it.
    """
    return frozenset(
        work
        for work, members_only in rows.sequels(ids)
        if for_members.get(work) or not members_only
    )


@dataclass(slots=True)
class _Body:
    """The chapters of a work, as plain text."""

    chapters: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    length: int = 0


_NO_BODY = _Body()


def _bodies(ids: Sequence[int]) -> dict[int, _Body]:
    """Posted chapters' titles, texts and notes, up to the bound."""
    bodies: dict[int, _Body] = {}
    for chapter in rows.chapters(ids):
        body = bodies.setdefault(chapter.work, _Body())
        if body.length > LONGEST_TEXT:
            continue
        notes = (plain_text(chapter.notes_before), plain_text(chapter.notes_after))
        body.notes.extend(filter(None, notes))
        if settings.INDEX_TEXTS:
            text = "\n".join(filter(None, (chapter.title, plain_text(chapter.html))))
            body.chapters.append(text)
            body.length += len(text)
    return bodies
