"""Pieces of a blurb that stand on a page by the hundred: made here, since templates are slow."""

from collections.abc import Iterable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.core.addresses import address
from fascicle.core.languages import name_of
from fascicle.core.pieces import NOTHING, piece, pieces, plain
from fascicle.reading.found import found_in
from fascicle.tags.models import Tag
from fascicle.works.models import Work

TAGS_IN_A_LIST = 12


def facts(work: Work, told: Iterable[str]) -> SafeString:
    """Rating, state, what is told of its length, and language."""
    is_adult = work.rating is None or work.rating.is_adult
    rating = work.rating.name if work.rating else _("Not rated")
    rows = [("rating adult" if is_adult else "rating", rating)]
    rows += [("fact", row) for row in (*_states(work), *told)]
    spans = pieces('<span class="{}">{}</span>', rows)
    if not work.language:
        return piece('<p class="facts">{}</p>', spans)
    language = '<p class="facts">{}<span><bdi lang="{}">{}</bdi></span></p>'
    return piece(language, spans, work.language, name_of(work.language))


def _states(work: Work) -> list[str]:
    """Why others may not know of it."""
    states = []
    if not work.posted_at:
        states.append(_("draft"))
    elif work.hidden_at:
        states.append(_("hidden from others"))
    if work.members_only:
        states.append(_("for members"))
    return states


def tag_list(work: Work, *, notes_only: bool) -> SafeString:
    """The first tags; content notes come first."""
    notes, others = _notes_and_others(work)
    every = notes if notes_only else notes + others
    if not every:
        return NOTHING
    shown = every[:TAGS_IN_A_LIST]
    said = found_in(work).tag
    row = '<li><a class="{}" href="{}" dir="auto">{}</a></li>'
    rows = (
        (
            "tag note" if tag.kind.is_content_note else "tag",
            tag.get_absolute_url(),
            said(tag.name),
        )
        for tag in shown
    )
    more = _more(work, len(every) - len(shown))
    return piece('<ul class="tags">{}{}</ul>', pieces(row, rows), more)


def _more(work: Work, count: int) -> SafeString:
    if not count:
        return NOTHING
    said = ngettext("and %(n)d more", "and %(n)d more", count) % {"n": count}
    row = '<li><a class="tag more" href="{}">{}</a></li>'
    return piece(row, work.get_absolute_url(), said)


def _notes_and_others(work: Work) -> tuple[list[Tag], list[Tag]]:
    tags = list(work.tags.all())
    notes = [tag for tag in tags if tag.kind.is_content_note]
    return notes, [tag for tag in tags if not tag.kind.is_content_note]


def hide_button(work: Work) -> SafeString:
    """Hides a work from where it stands. It sends the form that base.html has.

    A shield never covers what its bearer writes, so there it would do nothing.
    """
    if _is_own(work):
        return NOTHING
    button = (
        '<button class="away" form="shielding" name="entry" value="works:{}"'
        ' aria-label="{}">{}</button>'
    )
    return piece(button, work.pk, _("Hide %(work)s") % {"work": work}, _("Hide"))


def work_menu(work: Work) -> SafeString:
    """The menu of a work's own page, where the work itself can be hidden, too."""
    story = _hiding("works", _("Hide this story"), [(work.pk, "")])
    return _menu(work, story, _alike(work, notes_only=False))


def hide_menu(work: Work, *, notes_only: bool) -> SafeString:
    """The way to one's shelves, and what like a work can be hidden for good."""
    return _menu(work, _alike(work, notes_only=notes_only))


def _is_own(work: Work) -> bool:
    """Whether the viewer writes it, where ``knowing_own`` was asked."""
    return getattr(work, "is_own", False)


def _alike(work: Work, *, notes_only: bool) -> SafeString:
    notes, others = _notes_and_others(work)
    tags = (notes if notes_only else notes + others)[:TAGS_IN_A_LIST]
    names = [one.pen_name for one in work.bylines.all()]
    by = _("Hide everything by %(name)s")
    writers = _hiding("pen_names", by, ((one.pk, one.name) for one in names))
    of = _("Never show me %(name)s")
    subjects = _hiding("tags", of, ((tag.pk, tag.name) for tag in tags))
    return SafeString(writers + subjects)


def _menu(work: Work, *hiding: SafeString) -> SafeString:
    menu = (
        '<details class="hide" name="hide"><summary><span aria-hidden="true">⋯</span>'
        '<span class="unseen">{}</span></summary><ul>{}{}</ul></details>'
    )
    summary = _("Put %(work)s on a shelf, or hide what is like it")
    rows = SafeString("".join(hiding))
    if _is_own(work):
        summary, rows = _("Put %(work)s on a shelf"), NOTHING
    shelve = piece(
        '<li><a href="{}">{}</a></li>',
        address("reading:work_shelves", work.pk),
        _("Put it on a shelf"),
    )
    return piece(menu, summary % {"work": work}, shelve, rows)


def _hiding(shielded: str, words: str, rows: Iterable[tuple[int, str]]) -> SafeString:
    """Buttons that put things on a list of the shield, each with its name among the words."""
    before, _name, after = (plain(one) for one in words.partition("%(name)s"))
    button = (
        f'<li><button form="shielding" name="entry" value="{shielded}:{{}}">'
        f"{before}<bdi>{{}}</bdi>{after}</button></li>"
    )
    return pieces(button, rows)
