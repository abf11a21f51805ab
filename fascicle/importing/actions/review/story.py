"""Decisions on one proposed work. A form filled in on a page of before is refused, not applied."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fascicle.accounts.models import User
from fascicle.importing.actions.review.decisions import OPEN
from fascicle.importing.actions.review.journal import Journal, decision
from fascicle.importing.actions.review.troubles import look_again
from fascicle.importing.models import SeriesProposal, Story
from fascicle.tags.actions import tags_named
from fascicle.tags.models import Kind
from fascicle.works.models import Rating


class ChangedMeanwhile(Exception):
    """Somebody else changed the work since the page was opened."""


class AlreadyAccepted(Exception):
    """The work is in the library; it is changed there."""


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of a work, as a person left it."""

    title: str
    author: str
    language: str
    status: str
    summary: str
    planned_chapters: int | None
    rating: Rating | None
    series: str
    series_position: float | None
    tags: Sequence[tuple[Kind, Sequence[str]]] = ()


#: Fields of which a guess is confirmed once a person has seen and kept or changed it.
_GUESSED = ("title", "author", "language")


def fresh(story: Story, *, edits: int) -> Story:
    """The story, locked by its batch's decision.

    :raises ChangedMeanwhile: if it was changed since it had ``edits`` changes, or is gone.
    :raises AlreadyAccepted: if it is a work by now.
    """
    found = Story.objects.select_for_update(of=("self",)).filter(pk=story.pk).first()
    if found is None or found.edits != edits:
        raise ChangedMeanwhile
    if found.state not in OPEN:
        raise AlreadyAccepted
    return found


def set_details(story: Story, details: Details, *, edits: int, by: User) -> None:
    """Say of a work what a person knows of it.

    :raises ChangedMeanwhile: if somebody else changed it since.
    :raises AlreadyAccepted: if it is a work by now.
    """
    name = details.title or _("Untitled")
    label = _("Edited “%(name)s”") % {"name": name}
    with decision(story.batch, by=by, label=label) as journal:
        story = fresh(story, edits=edits)
        _set_fields(journal, story, details)
        _set_series(journal, story, details)
        _set_tags(journal, story, details)
        look_again([story.pk])


def _set_fields(journal: Journal, story: Story, details: Details) -> None:
    wanted: dict[str, object] = {
        "title": details.title,
        "author": details.author,
        "language": details.language,
        "status": details.status,
        "summary": details.summary,
        "planned_chapters": details.planned_chapters,
        "rating_id": details.rating.pk if details.rating else None,
    }
    changed = {
        field: value
        for field, value in wanted.items()
        if getattr(story, field) != value
    }
    for field in _GUESSED:
        if field in changed:
            changed[f"{field}_sure"] = None
    if changed:
        journal.keep("story", [story.pk], *changed)
        Story.objects.with_pks([story.pk]).update(**changed)


def _set_series(journal: Journal, story: Story, details: Details) -> None:
    now = story.series.title if story.series else ""
    position = details.series_position
    if (now, story.series_position) == (details.series, position):
        return
    if story.series and not details.series and not now:
        series: SeriesProposal | None = story.series  # one that has no title yet
    else:
        series = _series(journal, story, details.series)
    journal.keep("story", [story.pk], "series", "series_position")
    Story.objects.with_pks([story.pk]).update(series=series, series_position=position)


def _series(journal: Journal, story: Story, title: str) -> SeriesProposal | None:
    if not title:
        return None
    if story.series and story.series.title == title:
        return story.series
    named = journal.batch.series.filter(title__iexact=title).order_by("pk").first()
    if named is None:
        named = SeriesProposal.objects.create(batch=journal.batch, title=title)
        journal.made("series", named.pk)
    return named


def _set_tags(journal: Journal, story: Story, details: Details) -> None:
    wanted = {tag.pk for kind, names in details.tags for tag in tags_named(kind, names)}
    if wanted != set(story.tags.values_list("pk", flat=True)):
        journal.keep_tags([story.pk])
        story.tags.set(wanted)


def confirm_guesses(story: Story, *, edits: int, by: User) -> None:
    """Take what was guessed of a work as right.

    :raises ChangedMeanwhile: if somebody else changed it since.
    :raises AlreadyAccepted: if it is a work by now.
    """
    label = _("Confirmed “%(name)s”") % {"name": story.title or _("Untitled")}
    with decision(story.batch, by=by, label=label) as journal:
        story = fresh(story, edits=edits)
        sure = ("title_sure", "author_sure", "language_sure", "belongs_sure")
        journal.keep("story", [story.pk], *sure)
        Story.objects.with_pks([story.pk]).update(**dict.fromkeys(sure))
        look_again([story.pk])


def name_series(series: SeriesProposal, *, title: str, by: User) -> None:
    """Give a proposed series a title, for all its works."""
    label = _("Series named “%(title)s”") % {"title": title}
    with decision(series.batch, by=by, label=label) as journal:
        journal.keep("series", [series.pk], "title", "title_sure", "belongs_sure")
        SeriesProposal.objects.filter(pk=series.pk).update(
            title=title, title_sure=None, belongs_sure=None
        )


def order_series(
    series: SeriesProposal, positions: dict[int, float | None], *, by: User
) -> None:
    """Say at which place of the series its works stand, by their key."""
    label = _("Order of the series “%(title)s”") % {"title": series.title}
    with decision(series.batch, by=by, label=label) as journal:
        open_works = series.stories.in_states(*OPEN)
        for pk, position in open_works.values_list("pk", "series_position"):
            if pk in positions and positions[pk] != position:
                journal.keep("story", [pk], "series_position")
                Story.objects.with_pks([pk]).update(series_position=positions[pk])
