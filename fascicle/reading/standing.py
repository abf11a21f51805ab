"""Where a reader is in a work, in words: “You are in chapter 12 of 15 · 3 new”."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.reading.models import Progress, State
from fascicle.works.models import Work

_NOTHING = SafeString("")


def standing_in(work: Work) -> SafeString:
    """The line of a blurb, for a work that ``attach_progress`` has seen."""
    hole: SafeString | None = getattr(work, "standing_hole", None)
    return hole or line_of(getattr(work, "reader_progress", None), work)


def line_of(progress: Progress | None, work: Work) -> SafeString:
    if progress is None:
        return _NOTHING
    return format_html('<p class="place">{}</p>', words_for(progress, work))


def words_for(progress: Progress, work: Work) -> str:
    """``progress`` as ``standing`` annotates it."""
    said = _said(progress, work)
    new = getattr(progress, "new_count", 0)
    if not new:
        return said
    more = ngettext("%(n)d new", "%(n)d new", new) % {"n": new}
    return f"{said} · {more}"


def _said(progress: Progress, work: Work) -> str:
    if progress.state == State.WANTED:
        return _("You want to read this")
    if progress.state == State.FINISHED:
        return _("You have finished this")
    if progress.state == State.CAUGHT_UP:
        return _("You are caught up")
    number, all_of_them = getattr(progress, "number", 0), work.chapter_count
    return _sentence(progress, all_of_them) % {"n": number, "all": all_of_them}


def _sentence(progress: Progress, chapters: int) -> str:
    is_somewhere = progress.placed_at is not None and chapters > 1
    if progress.state == State.PAUSED:
        paused = _("Paused in chapter %(n)d of %(all)d")
        return paused if is_somewhere else _("Paused")
    if progress.state == State.DROPPED:
        dropped = _("Dropped in chapter %(n)d of %(all)d")
        return dropped if is_somewhere else _("Dropped")
    if not is_somewhere:
        return _("You are reading this")
    if progress.is_chapter_read:
        return _("You have read %(n)d of %(all)d chapters")
    return _("You are in chapter %(n)d of %(all)d")
