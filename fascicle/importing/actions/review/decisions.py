"""Decisions on many proposed works at once. Each says on how many it had an effect.

Works that are accepted are left alone, but for their rating.
"""

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fascicle.accounts.models import User
from fascicle.core.chunks import chunks
from fascicle.importing.actions.review.journal import Journal, decision
from fascicle.importing.actions.review.troubles import look_again
from fascicle.importing.models import Batch, SeriesProposal, Story, StoryState
from fascicle.tags.actions import tags_named
from fascicle.tags.models import Kind, Tag
from fascicle.works.actions import rate_works
from fascicle.works.models import Rating, Work

OPEN = (StoryState.PROPOSED, StoryState.EXCLUDED)


def works_counted(count: int) -> str:
    return ngettext("%(count)d work", "%(count)d works", count) % {"count": count}


def exclude(batch: Batch, pks: Sequence[int], *, by: User) -> int:
    """Leave these out of the library."""
    return _set_state(
        batch, pks, StoryState.PROPOSED, StoryState.EXCLUDED, _("Excluded"), by=by
    )


def include(batch: Batch, pks: Sequence[int], *, by: User) -> int:
    """Propose these again."""
    return _set_state(
        batch, pks, StoryState.EXCLUDED, StoryState.PROPOSED, _("Took in again"), by=by
    )


def _set_state(
    batch: Batch, pks: Sequence[int], was: str, state: str, verb: str, *, by: User
) -> int:
    found = states_among(batch, pks, was)
    label = f"{verb}: {works_counted(len(found))}"
    with decision(batch, by=by, label=label) as journal:
        _update(journal, found, state=state)
    return len(found)


def set_author(batch: Batch, pks: Sequence[int], *, author: str, by: User) -> int:
    """Say who wrote these; nobody known if empty."""
    label = _("Author “%(name)s”") % {"name": author} if author else _("Author unknown")
    return _set_fields(batch, pks, label, by=by, author=author, author_sure=None)


def set_title(batch: Batch, pks: Sequence[int], *, title: str, by: User) -> int:
    """Give these a title; none if empty."""
    label = _("Title “%(name)s”") % {"name": title} if title else _("Untitled")
    return _set_fields(batch, pks, label, by=by, title=title, title_sure=None)


def set_language(batch: Batch, pks: Sequence[int], *, language: str, by: User) -> int:
    """Say in which language these are."""
    label = _("Language “%(code)s”") % {"code": language or _("unknown")}
    return _set_fields(batch, pks, label, by=by, language=language, language_sure=None)


def set_status(batch: Batch, pks: Sequence[int], *, status: str, by: User) -> int:
    """Say how far along these are."""
    label = _("Status “%(status)s”") % {"status": status or _("unknown")}
    return _set_fields(batch, pks, label, by=by, status=status)


def _set_fields(
    batch: Batch, pks: Sequence[int], label: str, *, by: User, **fields: str | None
) -> int:
    found = open_among(batch, pks)
    with decision(batch, by=by, label=_labelled(label, found)) as journal:
        _update(journal, found, **fields)
        look_again(found)
    return len(found)


def open_among(batch: Batch, pks: Sequence[int]) -> list[int]:
    """Those of these stories that still can be changed."""
    return states_among(batch, pks, *OPEN)


def states_among(batch: Batch, pks: Sequence[int], *states: str) -> list[int]:
    """Those of these stories that are in one of these states, in the order given."""
    stories = Story.objects.of_batch(batch).in_states(*states)
    found = {pk for some in chunks(pks) for pk in stories.with_pks(some).their_pks()}
    return [pk for pk in dict.fromkeys(pks) if pk in found]


def _labelled(label: str, found: Sequence[int]) -> str:
    return f"{label}: {works_counted(len(found))}"


def _update(journal: Journal, pks: Sequence[int], **fields: object) -> None:
    journal.keep("story", pks, *fields)
    for some in chunks(pks):
        Story.objects.with_pks(some).update(**fields)


# ---------------------------------------------------------------- ratings and tags


def rate(batch: Batch, pks: Sequence[int], *, rating: Rating | None, by: User) -> int:
    """Rate these, accepted ones with the works they became; None takes the rating away."""
    label = _("Rated “%(name)s”") % {"name": rating} if rating else _("Rating removed")
    states = (*OPEN, StoryState.ACCEPTED)
    found = states_among(batch, pks, *states)
    with decision(batch, by=by, label=_labelled(label, found)) as journal:
        _update(journal, found, rating=rating)
        for some in chunks(found):
            made = list(Work.objects.filter(imported_as__in=some).distinct())
            journal.keep_rating_of_works({work.pk: work.rating_id for work in made})
            rate_works(made, rating)
    return len(found)


def add_tags(
    batch: Batch, pks: Sequence[int], *, kind: Kind, names: Sequence[str], by: User
) -> int:
    """Give these more tags, coined where they are new."""
    found = open_among(batch, pks)
    label = _("Tags “%(names)s”") % {"names": ", ".join(names)}
    with decision(batch, by=by, label=_labelled(label, found)) as journal:
        tags = tags_named(kind, names)
        journal.keep_tags(found)
        through = Story.tags.through._default_manager
        for some in chunks(found):
            rows = [
                through.model(story_id=pk, tag_id=tag.pk) for pk in some for tag in tags
            ]
            through.bulk_create(rows, ignore_conflicts=True)
    return len(found)


def remove_tags(
    batch: Batch, pks: Sequence[int], *, tags: Sequence[Tag], by: User
) -> int:
    """Take these tags away."""
    found = open_among(batch, pks)
    label = _("Tags removed “%(names)s”") % {"names": ", ".join(map(str, tags))}
    with decision(batch, by=by, label=_labelled(label, found)) as journal:
        journal.keep_tags(found)
        for some in chunks(found):
            held = Story.tags.through._default_manager.filter(story_id__in=some)
            held.filter(tag__in=tags).delete()
    return len(found)


# ---------------------------------------------------------------- series


def put_in_series(batch: Batch, pks: Sequence[int], *, title: str, by: User) -> int:
    """Put these into the batch's series of this title, after what is in it; out of any if empty."""
    found = open_among(batch, pks)
    label = (
        _("Series “%(title)s”") % {"title": title}
        if title
        else _("Out of their series")
    )
    with decision(batch, by=by, label=_labelled(label, found)) as journal:
        if not title:
            _update(journal, found, series=None, series_position=None)
            return len(found)
        series = _series_titled(journal, title)
        last = series.stories.aggregate(last=models.Max("series_position"))["last"] or 0
        journal.keep("story", found, "series", "series_position")
        for place, pk in enumerate(found, int(last) + 1):
            Story.objects.with_pks([pk]).update(series=series, series_position=place)
    return len(found)


def _series_titled(journal: Journal, title: str) -> SeriesProposal:
    series = journal.batch.series.filter(title__iexact=title).order_by("pk").first()
    if series is None:
        series = SeriesProposal.objects.create(batch=journal.batch, title=title)
        journal.made("series", series.pk)
    return series
