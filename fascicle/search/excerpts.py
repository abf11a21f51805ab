"""Where the words of a query stand in texts that the viewer may read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fascicle.accounts.viewer import Viewer
from fascicle.search.grammar import Node, parse
from fascicle.search.marking import Marker, Piece
from fascicle.search.plaintext import plain_text
from fascicle.works.models import Chapter, Work

#: As many words are read for a page of results, so that any query is answered in time.
MOST_WORDS = 150_000
#: As much of one chapter is looked at, for a page and within a work: signs of HTML.
LONGEST_CHAPTER = 300_000
LONGEST_WITHIN = 6_000_000
#: As many chapters are shown of one work.
MOST_CHAPTERS = 50


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a chapter with something found in it."""

    chapter: Chapter
    pieces: tuple[Piece, ...]


def of_works(works: Sequence[Work], query: str, viewer: Viewer) -> dict[int, Excerpt]:
    """For each work whose text holds what is asked for, where it does. Two queries."""
    node = parse(query).node
    if node is None or not works:
        return {}
    known = Chapter.objects.readable_of(works, viewer)
    chapters = _within_budget(
        list(known.before_gate().by_place()), MOST_WORDS // len(works)
    )
    found: dict[int, Excerpt] = {}
    languages = {work.pk: work.language for work in works}
    for excerpt in _excerpts(chapters, node, languages, LONGEST_CHAPTER):
        found.setdefault(excerpt.chapter.work_id, excerpt)
    return found


def within(work: Work, query: str, viewer: Viewer) -> list[Excerpt]:
    """The chapters of one work that hold what is asked for. Two queries."""
    node = parse(query).node
    if node is None:
        return []
    known = Chapter.objects.readable_of([work], viewer)
    chapters = list(known.before_gate().by_place())
    found: list[Excerpt] = []
    languages = {work.pk: work.language}
    for excerpt in _excerpts(chapters, node, languages, LONGEST_WITHIN):
        found.append(excerpt)
        if len(found) == MOST_CHAPTERS:
            break
    return found


def _excerpts(
    chapters: Sequence[Chapter], node: Node, languages: dict[int, str], longest: int
) -> Iterator[Excerpt]:
    markers = {language: Marker(node, language) for language in set(languages.values())}
    by_pk = {chapter.pk: chapter for chapter in chapters}
    texts = Chapter.objects.texts_of(by_pk).order_by("work", "position")
    for pk, html in texts.iterator(50):
        marker = markers[languages[by_pk[pk].work_id]]
        if pieces := marker.excerpt(
            plain_text(_beginning(html, longest)).replace("\n", " ")
        ):
            yield Excerpt(by_pk[pk], pieces)


def _beginning(html: str, longest: int) -> str:
    """As much as is looked at, without half a tag at the end."""
    if len(html) <= longest:
        return html
    return html[:longest].rpartition("<")[0]


def _within_budget(chapters: Sequence[Chapter], words: int) -> list[Chapter]:
    """The first chapters of each work, up to so many words of it."""
    left: dict[int, int] = {}
    kept = []
    for chapter in chapters:
        budget = left.setdefault(chapter.work_id, words)
        if budget > 0:
            kept.append(chapter)
            left[chapter.work_id] = budget - chapter.word_count
    return kept
