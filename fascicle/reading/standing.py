"""Where a reader is in a work, in words: “You are in chapter 12 of 15 · 3 new”."""

import json

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.reading.models import Progress, State
from fascicle.works.models import Status, Work

#: Numbers among which every language that tells plurals apart finds one counted like any other.
_COUNTED = (1, 2, 3, 5, 6, 7, 11, 100)
_NOTHING = SafeString("")


def standing_in(work: Work) -> SafeString:
    """The line of a blurb, for a work that ``attach_progress`` has seen."""
    if getattr(work, "is_placed_by_browser", False):
        return _place_of_guest(work)
    hole: SafeString | None = getattr(work, "standing_hole", None)
    return hole or line_of(getattr(work, "reader_progress", None), work)


def _place_of_guest(work: Work) -> SafeString:
    """Where ``guest-place.js`` writes the line; for every guest the same."""
    is_complete = " data-complete" if work.status == Status.COMPLETE else ""
    return format_html(
        '<guest-place data-work="{}" data-all="{}"{}></guest-place>',
        work.pk,
        work.chapter_count,
        SafeString(is_complete),
    )


def sentences_for_browsers() -> dict[str, str]:
    """What ``guest-place.js`` says, by the names of its data attributes."""
    new = {n: ngettext("%(n)d new", "%(n)d new", n) for n in _COUNTED}
    return {
        "within": _("You are in chapter %(n)d of %(all)d"),
        "read": _("You have read %(n)d of %(all)d chapters"),
        "reading": _("You are reading this"),
        "caught-up": _("You are caught up"),
        "finished": _("You have finished this"),
        "new": json.dumps(new, ensure_ascii=False),
    }


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
