"""Decisions on the chapters of one proposed work: order, names, and which copy is kept."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from fascicle.accounts.models import User
from fascicle.importing.actions.review.journal import Journal, decision
from fascicle.importing.actions.review.story import fresh
from fascicle.importing.actions.review.troubles import look_again, open_anew
from fascicle.importing.models import Part, Story

#: Noted whenever the make-up of a work changes, so that such decisions rest on one another.
MAKE_UP = ("part_count", "word_count", "opening")


class NotACopy(Exception):
    """The part is not another copy of a chapter."""


def _decide(
    part: Part,
    label: str,
    change: Callable[[Journal, Part], None],
    *,
    edits: int,
    by: User,
) -> None:
    story = part.story
    with decision(story.batch, by=by, label=label) as journal:
        fresh(story, edits=edits)
        journal.keep("story", [story.pk], *MAKE_UP)
        change(journal, Part.objects.get(pk=part.pk))
        look_again([story.pk])
        open_anew(Story.objects.get(pk=story.pk))


def _named(part: Part) -> str:
    return part.title or _("chapter %(position)d") % {"position": part.position}


def rename(
    part: Part, *, title: str, number: float | None, edits: int, by: User
) -> None:
    """Give a chapter another title and number."""

    def change(journal: Journal, part: Part) -> None:
        journal.keep("part", [part.pk], "title", "title_sure", "number", "number_sure")
        Part.objects.with_pks([part.pk]).update(
            title=title, title_sure=None, number=number, number_sure=None
        )

    label = _("Renamed “%(name)s”") % {"name": _named(part)}
    _decide(part, label, change, edits=edits, by=by)


def set_excluded(part: Part, *, excluded: bool, edits: int, by: User) -> None:
    """Leave a chapter, or another copy of one, out; or take it in again."""

    def change(journal: Journal, part: Part) -> None:
        journal.keep("part", [part.pk], "excluded")
        Part.objects.with_pks([part.pk]).update(excluded=excluded)

    said = _("Excluded “%(name)s”") if excluded else _("Took in again “%(name)s”")
    _decide(part, said % {"name": _named(part)}, change, edits=edits, by=by)


def move_to(part: Part, *, position: int, edits: int, by: User) -> None:
    """Have a chapter stand at another place, counted from one."""

    def change(journal: Journal, part: Part) -> None:
        chapters = list(part.story.parts.filter(version_of=None).in_order())
        order = [one.pk for one in chapters if one.pk != part.pk]
        order.insert(max(0, min(position - 1, len(order))), part.pk)
        renumber(journal, order)

    label = _("Moved “%(name)s”") % {"name": _named(part)}
    _decide(part, label, change, edits=edits, by=by)


def renumber(journal: Journal, order: list[int]) -> None:
    """Have these chapters, with their other copies, stand in this order."""
    journal.keep("part", order, "position")
    held = dict(Part.objects.with_pks(order).values_list("pk", "position"))
    for position, pk in enumerate(order, 1):
        if held.get(pk) != position:
            copies = list(
                Part.objects.filter(version_of=pk).values_list("pk", flat=True)
            )
            journal.keep("part", copies, "position")
            Part.objects.with_pks([pk, *copies]).update(position=position)


def choose_copy(part: Part, *, edits: int, by: User) -> None:
    """Keep this copy as the chapter, and what was kept as another copy of it.

    :raises NotACopy: if it is none.
    """

    def change(journal: Journal, part: Part) -> None:
        kept = part.version_of
        if kept is None:
            raise NotACopy
        copies = [kept.pk, *kept.versions.values_list("pk", flat=True)]
        journal.keep(
            "part", copies,
            "version_of", "copy_kind", "likeness", "number", "number_sure", "position", "excluded",
        )  # fmt: skip
        number = part.number if part.number is not None else kept.number
        Part.objects.with_pks([part.pk]).update(
            version_of=None, copy_kind="", likeness=None, number=number, excluded=False,
            position=kept.position,
        )  # fmt: skip
        Part.objects.with_pks([pk for pk in copies if pk != part.pk]).update(
            version_of=part.pk
        )
        Part.objects.with_pks([kept.pk]).update(
            copy_kind=part.copy_kind, likeness=part.likeness
        )

    label = _("Chose another copy of “%(name)s”") % {"name": _named(part)}
    _decide(part, label, change, edits=edits, by=by)


def part_from_copies(part: Part, *, edits: int, by: User) -> None:
    """It is no copy at all: have it stand as a chapter of its own, after the one it resembled.

    :raises NotACopy: if it is a chapter already.
    """

    def change(journal: Journal, part: Part) -> None:
        kept = part.version_of
        if kept is None:
            raise NotACopy
        fields = ("version_of", "copy_kind", "likeness", "excluded", "position")
        journal.keep("part", [part.pk], *fields)
        chapters = part.story.parts.filter(version_of=None).in_order()
        order = list(chapters.values_list("pk", flat=True))
        Part.objects.with_pks([part.pk]).update(
            version_of=None, copy_kind="", likeness=None, excluded=False
        )
        order.insert(order.index(kept.pk) + 1, part.pk)
        renumber(journal, order)

    label = _("“%(name)s” is no copy") % {"name": _named(part)}
    _decide(part, label, change, edits=edits, by=by)
