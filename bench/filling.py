"""Writing a made-up archive into the database, table by table."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
from django.core.management import call_command
from numpy.typing import NDArray

from bench.distributions import LANGUAGES, Ints
from bench.drafts import SEQUEL_SHARE, STATUSES, Drafts, Drawer, Fixed
from bench.lexicon import Lexicon, lexicon
from bench.loading import in_bulk, insert
from bench.taglist import Taglist
from fascicle.accounts import actions as accounts
from fascicle.accounts.models import PenName, User
from fascicle.core.names import name_key, title_key
from fascicle.core.public import changes
from fascicle.pages.actions import set_up
from fascicle.pages.presets import preset
from fascicle.search.index import outbox
from fascicle.tags.models import Kind, Tag
from fascicle.works.models import Rating

#: The writer who logs in has this pen name, and with it the works of the busiest of all.
WRITERS_PEN_NAME = 1
SUMMARY_WORDS = 38
OPENING_WORDS = 12
NOW = "2026-11-01 00:00:00"


@dataclass(frozen=True, slots=True)
class Size:
    """How large an archive is."""

    works: int
    words: int = 0
    """Of each chapter's text; 0 for a sentence."""
    chapters: int = 1
    """Of each work that there is a text of, whatever their number is said to be."""


def fill(size: Size, seed: int, people: tuple[Sequence[str], str]) -> float:
    """Make the tables and fill them. Seconds, from the first tag to the last index."""
    call_command("migrate", verbosity=0)
    filler = Filler(size, seed)
    filler.begin(*people)
    start = time.perf_counter()
    with outbox.paused(), changes.unnoted(), in_bulk():
        filler.tags()
        filler.works()
    return time.perf_counter() - start


class Filler:
    """Fills an empty archive."""

    def __init__(self, size: Size, seed: int) -> None:
        self._size, self._total, self._seed = size, size.works, seed
        self._lexicons = {language: lexicon(language) for language in LANGUAGES}

    def begin(self, people: Sequence[str], password: str) -> None:
        """Set the archive up as its host would."""
        host, *members = people
        set_up(
            name="The made-up archive",
            preset=preset("fan"),
            username=host,
            password=password,
        )
        for member in members:
            accounts.create_user(member, password=password)
        first = (Tag.objects.order_by("-pk").values_list("pk", flat=True)[0]) + 1
        self._tags = Taglist(self._total, first, self._seed)
        self._drawer = Drawer(self._total, self._tags, _fixed(), self._seed)

    def tags(self) -> None:
        """The tags with what is broader, and the pen names."""
        # What rows need is asked for before: while PostgreSQL takes them it answers nothing.
        kinds = dict(Kind.objects.values_list("slug", "pk"))
        writer = User.objects.get(username="writer").pk
        insert(
            "tags_tag",
            (
                *("id", "kind_id", "name", "key", "canonical_id", "description"),
                *("note", "created_at", "sorted_at"),
            ),
            self._tag_rows(kinds),
        )
        insert("tags_broader", ("narrower_id", "broader_id"), self._tags.broader)
        insert("tags_closure", ("tag_id", "ancestor_id"), self._tags.closure())
        PenName.objects.all().delete()
        insert(
            "accounts_penname",
            (
                *("id", "name", "key", "user_id", "is_default", "profile"),
                "created_at",
            ),
            self._pen_name_rows(writer),
        )

    def _tag_rows(self, kinds: dict[str, int]) -> Iterator[Sequence[object]]:
        for tag in self._tags.names:
            key = name_key(tag.name)
            yield (
                *(tag.id, kinds[tag.kind], tag.name, key, tag.canonical),
                *("", "", NOW, NOW),
            )

    def _pen_name_rows(self, writer: int) -> Iterator[Sequence[object]]:
        dice = np.random.default_rng([self._seed, 3])
        lengths = np.full(self._drawer.pen_names, 2)
        names = self._lexicons["en"].phrases(dice, lengths)
        for at, name in enumerate(names, 1):
            user = writer if at == WRITERS_PEN_NAME else None
            yield at, f"{name} {at}", f"{name} {at}", user, False, "", NOW

    def works(self) -> None:
        """The works with all that belongs to them."""
        series = 0
        for portion in self._drawer.portions():
            dice = np.random.default_rng([self._seed, 4, int(portion.ids[0])])
            _Portion(portion, self._lexicons, dice, self._size).write()
            series += _write_series(
                portion.in_series, series, self._lexicons["en"], dice
            )


def _fixed() -> Fixed:
    def ids(kind: str) -> tuple[int, ...]:
        tags = Tag.objects.filter(kind__slug=kind).order_by("pk")
        return tuple(tags.values_list("pk", flat=True))

    ratings = Rating.objects.order_by("position").values_list("pk", flat=True)
    return Fixed((None, *ratings), ids("genre")[:6], ids("content-note")[:5])


class _Portion:
    """Some works on their way into the tables."""

    def __init__(
        self,
        drafts: Drafts,
        lexicons: dict[str, Lexicon],
        dice: np.random.Generator,
        size: Size,
    ) -> None:
        self._drafts, self._dice, self._lexicons = drafts, dice, lexicons
        self._size = size
        self._ids = drafts.ids.tolist()
        self._posted = [
            None if is_draft else at
            for at, is_draft in zip(
                _times(drafts.posted_at), drafts.is_draft, strict=True
            )
        ]

    def write(self) -> None:
        self._write_works()
        drafts = self._drafts
        insert(
            "works_tally",
            ("work_id", "kudos", "comments", "bookmarks", "hits"),
            np.column_stack([drafts.ids, drafts.tallies]).tolist(),
        )
        insert("works_work_tags", ("work_id", "tag_id"), drafts.tags.tolist())
        insert(
            "works_byline",
            ("work_id", "pen_name_id", "position"),
            _numbered(drafts.pen_names),
        )
        self._write_texts()
        self._write_sequels()

    def _write_works(self) -> None:
        drafts = self._drafts
        titles = [
            title.capitalize()
            for title in self._phrases(self._dice.integers(1, 8, len(self._ids)))
        ]
        ratings = Rating.objects.order_by("position").values_list("pk", flat=True)
        ranks: tuple[int | None, ...] = (None, *ratings)
        columns: tuple[Iterable[object], ...] = (
            self._ids,
            titles,
            map(title_key, titles),
            self._phrases(np.full(len(titles), OPENING_WORDS)),
            self._paragraphs(
                self._dice.poisson(SUMMARY_WORDS - 2, len(titles)).astype(np.int64) + 2
            ),
            *(repeat("") for _ in range(2)),
            drafts.languages.tolist(),
            (ranks[at] for at in drafts.ratings.tolist()),
            (STATUSES[at] for at in drafts.statuses.tolist()),
            *(drafts.members_only.tolist(), drafts.words.tolist()),
            *(drafts.chapters.tolist(), _times(drafts.posted_at), self._posted),
            _times(drafts.updated_at),
        )
        names = (
            *("id", "title", "title_key", "opening", "summary", "notes_before"),
            *("notes_after", "language", "rating_id", "status", "members_only"),
            *("word_count", "chapter_count", "created_at", "posted_at", "updated_at"),
        )
        insert("works_work", names, zip(*columns, strict=False))

    def _write_texts(self) -> None:
        """As many chapters each as there are to be: for a list, one is enough."""
        for position in range(1, self._size.chapters + 1):
            self._write_texts_at(position)

    def _write_texts_at(self, position: int) -> None:
        most = self._size.chapters
        ids = [(pk - 1) * most + position for pk in self._ids]
        words = np.full(len(ids), self._size.words or SUMMARY_WORDS)
        changed = _times(self._drafts.updated_at)
        names = (
            *("id", "work_id", "position", "number", "title", "notes_before"),
            *("notes_after", "word_count", "version", "created_at", "changed_at"),
            "posted_at",
        )
        columns: tuple[Iterable[object], ...] = (
            *(ids, self._ids, repeat(position)),
            *(repeat("") for _ in range(4)),
            *(words.tolist(), repeat(1), changed, changed, self._posted),
        )
        insert("works_chapter", names, zip(*columns, strict=False))
        insert(
            "works_chaptertext",
            ("chapter_id", "html", "cleaner_version"),
            zip(ids, self._paragraphs(words), repeat(1), strict=False),
        )

    def _write_sequels(self) -> None:
        later = [pk for pk in self._ids if pk > 100]
        chosen = self._dice.random(len(later)) < SEQUEL_SHARE
        insert(
            "works_relation",
            (
                *("work_id", "kind", "to_work_id", "url", "to_title"),
                *("to_title_key", "to_author"),
            ),
            (
                (pk, "sequel", pk - 1 - pk % 97, "", "", "", "")
                for pk, is_sequel in zip(later, chosen, strict=True)
                if is_sequel
            ),
        )

    def _phrases(self, lengths: Ints) -> list[str]:
        """So many words for each work, in its own language."""
        phrases = [""] * len(self._ids)
        for language in np.unique(self._drafts.languages).tolist():
            places = np.flatnonzero(self._drafts.languages == language)
            made = self._lexicons[language].phrases(self._dice, lengths[places])
            for place, phrase in zip(places.tolist(), made, strict=True):
                phrases[place] = phrase
        return phrases

    def _paragraphs(self, lengths: Ints) -> Iterator[str]:
        return (f"<p>{words}</p>" for words in self._phrases(lengths))


def _write_series(
    works: Ints, before: int, words: Lexicon, dice: np.random.Generator
) -> int:
    """Threes of works as series. How many there were."""
    count = -(-len(works) // 3)
    titles = words.phrases(dice, np.full(count, 3))
    first = before + 1
    insert(
        "works_series",
        ("id", "title", "title_key", "summary", "complete", "created_at"),
        (
            (at, title.capitalize(), title, "", False, NOW)
            for at, title in enumerate(titles, first)
        ),
    )
    insert(
        "works_seriesentry",
        ("series_id", "work_id", "position", "number"),
        (
            (first + at // 3, work, at % 3 + 1, "")
            for at, work in enumerate(works.tolist())
        ),
    )
    return count


def _numbered(pairs: Ints) -> Iterator[tuple[int, int, int]]:
    """Pairs with their place among those of the same work."""
    seen: set[int] = set()
    for work, pen_name in pairs.tolist():
        yield work, pen_name, int(work in seen)
        seen.add(work)


def _times(times: NDArray[np.datetime64]) -> list[str]:
    return [text.replace("T", " ") for text in np.datetime_as_string(times, "s")]
