"""How works and chapters are spoken of."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.html import escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.core.html import clean, trusted
from fascicle.reading import blurbs
from fascicle.works.models import Chapter, Work

register = template.Library()

WORDS_A_MINUTE = 230
#: A page of Chinese or Japanese is counted in characters.
CHARACTERS_A_MINUTE = 450
DESCRIPTION = 200
EXCERPT = 600
TINTS = 12
LONG_TITLE = 60


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


@register.filter
def some_gated(works: Iterable[Any]) -> bool:
    """Whether one of these works, from ``for_blurbs``, stands behind the gate for this viewer."""
    return any(work.is_gated for work in works)


@register.filter
def first_words(opening: str) -> str:
    """The beginning of a text, with the sign that it goes on."""
    return opening.rstrip(" .…") + "…"


@register.simple_tag
def work_title(work: Work, opening: str = "") -> SafeString:
    """The title, or "Untitled" with the first words where these may be shown."""
    if work.title:
        title = '<bdi lang="{}">{}</bdi>'
        return format_html(title, work.language, work.title)
    untitled = format_html('<span class="untitled">{}</span>', _("Untitled"))
    if not opening:
        return untitled
    words = ' <span class="opening" lang="{}" dir="auto">“{}”</span>'
    return untitled + format_html(words, work.language, first_words(opening))


@register.filter
def title_size(work: Work) -> str:
    """The class of a work's title on its own page: the first words of a nameless one are long."""
    is_long = not work.title or len(work.title) > LONG_TITLE
    return "long" if is_long else "short"


@register.simple_tag
def byline(work: Work) -> SafeString:
    """The pen names of a work with bylines loaded, each a link."""
    names = [one.pen_name for one in work.bylines.all()]
    link = '<a href="{}"><bdi>{}</bdi></a>'
    links = ((name.get_absolute_url(), name.name) for name in names)
    return format_html_join(", ", link, links) or escape(_("writer unknown"))


@register.simple_tag
def length(count: int, language: str = "") -> str:
    """How long a text is, in what its language is counted in."""
    number = intcomma(count)
    if _in_characters(language):
        return ngettext("%(n)s character", "%(n)s characters", count) % {"n": number}
    return ngettext("%(n)s word", "%(n)s words", count) % {"n": number}


@register.simple_tag
def tag_list(work: Work, *, notes_only: bool = False) -> SafeString:
    """The first tags of a work with tags and kinds loaded; content notes come first."""
    return blurbs.tag_list(work, notes_only=notes_only)


@register.simple_tag
def hide_menu(work: Work, *, notes_only: bool = False) -> SafeString:
    """What of a work with bylines, tags and kinds loaded can be hidden for good."""
    return blurbs.hide_menu(work, notes_only=notes_only)


@register.simple_tag
def facts(work: Work) -> SafeString:
    """Rating, state, length and language of a work with its rating loaded."""
    told = [
        progress(work),
        length(work.word_count, work.language),
    ]
    return blurbs.facts(work, told)


def _in_characters(language: str) -> bool:
    return language.split("-")[0] in {"zh", "ja"}


@register.simple_tag
def reading_time(words: int, language: str = "") -> str:
    """About how long a text takes to read."""
    pace = CHARACTERS_A_MINUTE if _in_characters(language) else WORDS_A_MINUTE
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
def excerpt(html: str) -> SafeString:
    """The beginning of clean HTML, for lists."""
    if len(html) <= EXCERPT:
        return trusted(html)
    return clean(Truncator(html).chars(EXCERPT, html=True))


@register.filter
def described(html: str) -> str:
    """HTML as one line of plain text, for ``meta`` tags."""
    text = " ".join(strip_tags(html.replace("<", " <")).split())
    return Truncator(text).chars(DESCRIPTION)
