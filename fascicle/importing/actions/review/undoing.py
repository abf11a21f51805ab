"""Taking decisions back."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fascicle.core.chunks import chunks
from fascicle.importing.actions.review.journal import (
    GONE,
    MODELS,
    Before,
    Json,
    Row,
    count_edits,
    lock,
)
from fascicle.importing.actions.review.troubles import look_again
from fascicle.importing.actions.undo import take_back_stories
from fascicle.importing.models import Batch, Change, Story
from fascicle.works.actions import rate_works
from fascicle.works.models import Rating, Work


class NothingToUndo(Exception):
    """Everything has been undone, or nothing was decided."""


class BuiltUpon(Exception):
    """A later decision rests on this one; undo that first. Its argument is the later one."""


class InLibrary(Exception):
    """The works that were decided on are in the library by now."""


@dataclass(frozen=True, slots=True)
class Undone:
    """A decision that was taken back; ``stayed`` counts works that others have built on."""

    change: Change
    stayed: int = 0


def undo_last(batch: Batch, *, at: datetime) -> Undone:
    """Take the newest decision back.

    :raises NothingToUndo: if there is none.
    :raises InLibrary: if its works were accepted otherwise than at the desk.
    :raises NotUnderReview: if the batch is not under review.
    """
    change = Change.objects.last_of(batch)
    if change is None:
        raise NothingToUndo
    return undo_change(change, at=at)


@transaction.atomic
def undo_change(change: Change, *, at: datetime) -> Undone:
    """Put everything back as it was before a decision.

    :raises BuiltUpon: if a later decision touched the same.
    :raises InLibrary: if its works were accepted otherwise than at the desk.
    :raises NothingToUndo: if it has been undone already.
    :raises NotUnderReview: if the batch is not under review.
    """
    batch = lock(change.batch)
    change = Change.objects.get(pk=change.pk)
    if change.undone_at:
        raise NothingToUndo
    accepted = {str(pk) for pk in batch.stories.accepted().their_pks()}
    later = Change.objects.of(batch).standing_after(change)
    if resting := first_resting_on(change, later, accepted):
        raise BuiltUpon(resting)
    if _is_in_library(change.before, accepted):
        raise InLibrary
    stayed = _put_back(batch, change.before)
    change.undone_at = at
    change.save(update_fields=["undone_at"])
    return Undone(change, stayed)


# ---------------------------------------------------------------- what rests on what

Touches = dict[tuple[str, str], set[str] | None]


def first_resting_on(
    change: Change, later: Iterable[Change], accepted: Collection[str]
) -> Change | None:
    """The first of ``later`` that touched what ``change`` touched."""
    touched = touches(change.before, accepted)
    return next(
        (one for one in later if _meet(touched, touches(one.before, accepted))), None
    )


def touches(before: Before, accepted: Collection[str]) -> Touches:
    """The rows and fields a decision touched; None for the whole row.

    Of stories that it accepted, those count that still are.
    """
    found: Touches = {
        ("story", pk): None for pk in before.get("accepted", {}) if pk in accepted
    }
    for kind in (*MODELS, "work"):
        for pk, row in before.get(kind, {}).items():
            found[kind, pk] = None if row is None or GONE in row else set(row)
    return found


def _meet(one: Touches, other: Touches) -> bool:
    for key in one.keys() & other.keys():
        mine, theirs = one[key], other[key]
        if mine is None or theirs is None or mine & theirs:
            return True
    return False


def _is_in_library(before: Before, accepted: Collection[str]) -> bool:
    """Whether stories were accepted since; their rating can be taken back all the same."""
    return any(
        pk in accepted and set(row or ("all",)) != {"rating"}
        for pk, row in before.get("story", {}).items()
    )


# ---------------------------------------------------------------- putting back


def _put_back(batch: Batch, before: Before) -> int:
    """Undo it row by row; how many works stayed."""
    accepted = [int(pk) for pk in before.get("accepted", {})]
    if accepted:
        take_back_stories(batch, accepted)
    for kind in ("series", "story", "part"):
        _bring_back(kind, before.get(kind, {}))
    for kind in ("series", "story", "part"):
        _restore(kind, before.get(kind, {}))
    for kind in ("part", "story", "series"):
        made = [int(pk) for pk, row in before.get(kind, {}).items() if row is None]
        MODELS[kind]._default_manager.filter(pk__in=made).delete()
    _restore_works(before.get("work", {}))
    stories = _stories_of(before)
    count_edits(stories)
    look_again(stories)
    return batch.stories.with_pks(accepted).accepted().count()


def _bring_back(kind: str, rows: dict[str, Row | None]) -> None:
    """Make rows anew that the decision took away, under the keys they had."""
    for pk, row in rows.items():
        fields = (row or {}).get(GONE)
        if isinstance(fields, dict):
            tags = fields.pop("tags", None)
            made = MODELS[kind]._default_manager.create(pk=int(pk), **fields)
            if isinstance(made, Story) and isinstance(tags, list):
                made.tags.set(tag for tag in tags if isinstance(tag, int))


def _restore(kind: str, rows: dict[str, Row | None]) -> None:
    """Give fields their old values; rows that get the same ones are written together."""
    alike: dict[str, tuple[Row, list[int]]] = {}
    tags: dict[int, Json] = {}
    for pk, row in rows.items():
        if row is None or GONE in row:
            continue
        fields = dict(row)
        if "tags" in fields:
            tags[int(pk)] = fields.pop("tags")
        if fields:
            alike.setdefault(repr(fields), (fields, []))[1].append(int(pk))
    for fields, pks in alike.values():
        for some in chunks(pks):
            MODELS[kind]._default_manager.filter(pk__in=some).update(**fields)
    _restore_tags(tags)


def _restore_tags(tags: dict[int, Json]) -> None:
    through = Story.tags.through._default_manager
    for some in chunks(list(tags)):
        through.filter(story_id__in=some).delete()
        held = ((pk, tag) for pk in some for tag in _keys(tags[pk]))
        rows = [through.model(story_id=pk, tag_id=tag) for pk, tag in held]
        through.bulk_create(rows, 500)


def _keys(value: Json) -> list[int]:
    listed = value if isinstance(value, list) else []
    return [key for key in listed if isinstance(key, int)]


def _restore_works(rows: dict[str, Row | None]) -> None:
    by_rating: dict[int | None, list[int]] = {}
    for pk, row in rows.items():
        key = (row or {}).get("rating")
        by_rating.setdefault(key if isinstance(key, int) else None, []).append(int(pk))
    ratings = Rating.objects.in_bulk([key for key in by_rating if key])
    for key, pks in by_rating.items():
        rate_works(list(Work.objects.with_pks(pks)), ratings.get(key or 0))


def _stories_of(before: Before) -> list[int]:
    return [int(pk) for pk in before.get("story", {})]
