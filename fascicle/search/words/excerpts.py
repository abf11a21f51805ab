"""Where the words of a query stand in texts that the viewer may read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from fascicle.accounts.viewer import Viewer
from fascicle.search.words.grammar import Node, parse
from fascicle.search.words.marking import Marker, Piece
from fascicle.search.words.plaintext import plain_text
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
    """For each work whose text holds what is asked for, where it does. One query."""
    node = parse(query).node
    if node is None or not works:
        return {}
    known = Chapter.objects.readable_of(works, viewer)
    chapters = known.beginnings(MOST_WORDS // len(works)).for_excerpts()
    found: dict[int, Excerpt] = {}
    # As it goes on: no further chapter is looked at where one held it.
    left = (one for one in chapters.iterator(50) if one.work_id not in found)
    for excerpt in _excerpts(left, node, works, LONGEST_CHAPTER):
        found[excerpt.chapter.work_id] = excerpt
    return found


def within(work: Work, query: str, viewer: Viewer) -> list[Excerpt]:
    """The chapters of one work that hold what is asked for. One query."""
    node = parse(query).node
    if node is None:
        return []
    chapters = Chapter.objects.readable_of([work], viewer).for_excerpts()
    found = _excerpts(chapters.iterator(50), node, [work], LONGEST_WITHIN)
    return list(islice(found, MOST_CHAPTERS))


def _excerpts(
    chapters: Iterable[Chapter], node: Node, works: Sequence[Work], longest: int
) -> Iterator[Excerpt]:
    languages = {work.pk: work.language for work in works}
    markers = {language: Marker(node, language) for language in set(languages.values())}
    for chapter in chapters:
        marker = markers[languages[chapter.work_id]]
        text = plain_text(_beginning(chapter.text.html, longest)).replace("\n", " ")
        if pieces := marker.excerpt(text):
            yield Excerpt(chapter, pieces)


def _beginning(html: str, longest: int) -> str:
    """As much as is looked at, without half a tag at the end."""
    if len(html) <= longest:
        return html
    return html[:longest].rpartition("<")[0]
