"""How works and chapters are spoken of."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fascicle.accounts.look import Look
from fascicle.accounts.models import PenName
from fascicle.core.html import (
    clean,
    trusted,
    with_anchors,
    with_headings_from,
    with_mark,
)
from fascicle.reading import blurbs, naming
from fascicle.reading.forms import LookForm
from fascicle.reading.found import found_in
from fascicle.reading.marks import Mark
from fascicle.works.models import Chapter, Work

register = template.Library()

WORDS_A_MINUTE = 230
#: A page of Chinese or Japanese is counted in characters.
CHARACTERS_A_MINUTE = 450
DESCRIPTION = 200
SHORT_SUMMARY = 600
TINTS = 12
LONG_TITLE = 60


register.filter("chapter_name", naming.chapter_name)
register.filter("chapter_number", naming.chapter_number)
register.filter("numbered", naming.numbered)


@register.simple_tag
def look_fields(look: Look) -> SafeString:
    """The panel's settings. They stand on every page that is read, so they are kept ready."""
    return _look_fields(Look(look.choices), get_language() or "")


@lru_cache(maxsize=64)
def _look_fields(look: Look, _language: str) -> SafeString:
    return render_to_string("reading/_look_fields.html", {"form": LookForm(look=look)})


@register.filter
def text_of(chapter: Chapter, first_heading: int) -> SafeString:
    """The chapter's text, its footnotes linked, with the place that was asked for.

    The chapter comes ``with_text()``, and has a ``mark`` if there is such a place.
    """
    html = chapter.text.html
    mark: Mark | None = getattr(chapter, "mark", None)
    if mark:
        html = with_mark(html, mark.paragraph, mark.offset, mark.html)
    html = with_anchors(html, f"c{chapter.position}")
    return trusted(with_headings_from(first_heading, html))


@register.filter
def of_chapter(marked: dict[int, list[Any]], chapter: Chapter) -> list[Any]:
    """What stands under a chapter's key."""
    return marked.get(chapter.pk, [])


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
        return format_html(title, work.language, found_in(work).title(work.title))
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
    said = found_in(work).by
    links = ((name.get_absolute_url(), said(name.name)) for name in names)
    return format_html_join(", ", link, links) or escape(_("writer unknown"))


@register.simple_tag
def credit(names: Sequence[PenName]) -> SafeString:
    """Who wrote a chapter along with the writers of its work, each a link; empty if nobody did."""
    link = '<a href="{}"><bdi>{}</bdi></a>'
    links = ((name.get_absolute_url(), name.name) for name in names)
    linked = format_html_join(", ", link, links)
    return format_html(naming.along_with("{}"), linked) if names else SafeString()


@register.filter
def credited(names: Sequence[PenName]) -> str:
    """The same as plain text."""
    return naming.along_with(", ".join(one.name for one in names)) if names else ""


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
def hide_menu(work: Work, *, notes_only: bool) -> SafeString:
    """What is like a work with bylines, tags and kinds loaded can be hidden for good."""
    return blurbs.hide_menu(work, notes_only=notes_only)


register.simple_tag(blurbs.hide_button)
register.simple_tag(blurbs.work_menu)


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
    status = work.get_status_display()
    if not status:
        return chapters
    if count == 1 and not planned:
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


@register.simple_tag
def short_summary(work: Work) -> SafeString:
    """The beginning of a summary that may be shown, for lists."""
    html: str = work.shown_summary  # type: ignore[attr-defined]
    if len(html) > SHORT_SUMMARY:
        html = clean(Truncator(html).chars(SHORT_SUMMARY, html=True))
    return found_in(work).summary(html)


@register.filter
def described(html: str) -> str:
    """HTML as one line of plain text, for ``meta`` tags."""
    text = " ".join(strip_tags(html.replace("<", " <")).split())
    return Truncator(text).chars(DESCRIPTION)


@register.simple_tag
def reason(field: str) -> str:
    """What readers are told for, as the page of their updates calls it."""
    return _REASONS[field]()


_REASONS: dict[str, Callable[[], str]] = {
    "work": lambda: _("Stories"),
    "series": lambda: _("Series"),
    "pen_name": lambda: _("Writers"),
    "tag": lambda: _("Tags"),
    "filter": lambda: _("Filters"),
}
