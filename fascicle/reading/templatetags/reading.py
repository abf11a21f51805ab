"""How works and chapters are spoken of."""

from collections.abc import Sequence

from django import template
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.works.models import Chapter, Work

register = template.Library()

WORDS_A_MINUTE = 230
#: A page of Chinese or Japanese is counted in characters.
CHARACTERS_A_MINUTE = 450
DESCRIPTION = 200
TINTS = 12


@register.filter
def chapter_name(chapter: Chapter) -> str:
    """The chapter's title, or what to call it without one."""
    return chapter.title or _("Chapter %(number)s") % {
        "number": chapter_number(chapter)
    }


@register.filter
def chapter_number(chapter: Chapter) -> str:
    """The number its writer gave it, or else its place."""
    return chapter.number or str(chapter.position)


@register.simple_tag
def reading_time(words: int, language: str = "") -> str:
    """About how long a text takes to read."""
    in_characters = language[:2] in {"zh", "ja"}
    pace = CHARACTERS_A_MINUTE if in_characters else WORDS_A_MINUTE
    minutes = max(1, round(words / pace))
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    return ngettext("about %(n)d hour", "about %(n)d hours", hours) % {"n": hours}


@register.filter
def progress(work: Work) -> str:
    """How far along a work is: "complete, 5 chapters", "3 of 5 chapters"."""
    count, planned = work.chapter_count, work.planned_chapters
    if planned and planned > count:
        chapters = _("%(count)d of %(planned)d chapters")
    else:
        chapters = ngettext("%(count)d chapter", "%(count)d chapters", count)
    chapters = chapters % {"count": count, "planned": planned or count}
    status = str(work.get_status_display())
    if not status:
        return chapters
    if status and count == 1 and not planned:
        return status
    return _("%(status)s, %(chapters)s") % {"status": status, "chapters": chapters}


@register.filter
def place_among(chapter: Chapter, chapters: Sequence[Chapter]) -> int:
    """Where a chapter stands among those that are shown; drafts may lie between."""
    return [one.pk for one in chapters].index(chapter.pk) + 1


@register.filter
def tint(work: Work) -> int:
    """Which of the twelve tints of ``cover.css`` a work has, always the same."""
    return work.pk % TINTS


@register.filter
def described(html: str) -> str:
    """HTML as one line of plain text, for ``meta`` tags."""
    text = " ".join(strip_tags(html.replace("<", " <")).split())
    return Truncator(text).chars(DESCRIPTION)
