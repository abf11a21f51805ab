"""Where a reader is, on pages and in lists."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from fascicle.reading.models import Progress
from fascicle.reading.standing import (
    sentences_for_browsers,
    standing_in,
    words_for,
)
from fascicle.works.models import Chapter, Work

register = template.Library()


@register.simple_tag
def standing(work: Work) -> SafeString:
    """The line that says where the reader is in a work, if the list asked for it."""
    return standing_in(work)


@register.simple_tag
def guest_sentences() -> SafeString:
    """The sentences that a script says, as data attributes."""
    return format_html_join(" ", 'data-{}="{}"', sentences_for_browsers().items())


@register.simple_tag
def where(progress: Progress, work: Work) -> str:
    return words_for(progress, work)


@register.simple_tag
def read_mark(chapter: Chapter, progress: Progress | None) -> str:
    """What a chapter is to a reader: "read", "here", "new" or nothing."""
    if progress is None or progress.placed_at is None:
        return ""
    stands_at: int = progress.stands_at  # type: ignore[attr-defined]
    if chapter.position == stands_at:
        return "read" if progress.is_chapter_read else "here"
    if chapter.position < stands_at:
        return "read"
    is_new = chapter.posted_at and chapter.posted_at > progress.placed_at
    return "new" if is_new else ""
