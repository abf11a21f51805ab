"""One change of many works at once: what it would do to each, doing it, undoing it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from fascicle.accounts.models import User
from fascicle.accounts.viewer import Viewer
from fascicle.core.names import name_key
from fascicle.tags.actions import tags_for_writer
from fascicle.tags.models import Kind, Tag
from fascicle.works.actions.company import announce
from fascicle.works.actions.hiding import TellsTheWriter, refuse_to_tell
from fascicle.works.actions.series import place_in_series
from fascicle.works.models import (
    BulkEdit,
    Byline,
    HiddenByline,
    Series,
    SeriesEntry,
    Work,
    WorkQuerySet,
)


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What is to become of each work. ``fields`` are the work's own, by their names."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    add: Sequence[tuple[Kind, Sequence[str]]] = ()
    take: Sequence[Tag] = ()
    series: Series | None = None
    delete: bool = False

    def __bool__(self) -> bool:
        added = any(names for _kind, names in self.add)
        return bool(self.fields or added or self.take or self.series or self.delete)


@dataclass(slots=True)
class Plan:
    """What a change does to one work, and what of it cannot be."""

    work: Work
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    added: list[tuple[Kind, str]] = field(default_factory=list)
    taken: list[Tag] = field(default_factory=list)
    too_many: list[Kind] = field(default_factory=list)
    joins: Series | None = None
    would_tell: bool = False
    is_deleted: bool = False
    others_write: bool = False

    @property
    def changes(self) -> bool:
        whole = self.joins or self.is_deleted
        return bool(self.fields or self.added or self.taken or whole)


def plan_bulk(works: WorkQuerySet, change: BulkChange, *, by: User) -> list[Plan]:
    """What a change would do to each of these works. Nothing is written."""
    loaded = list(works.select_related("rating").prefetch_related("tags__kind"))
    shared = _shared(loaded, by) if change.delete else set()
    there = _in_series(loaded, change.series)
    plans = []
    for work in loaded:
        plan = Plan(work)
        _plan_fields(plan, change)
        _plan_tags(plan, change)
        if change.series and work.pk not in there:
            _plan_series(plan, change.series)
        plan.others_write = change.delete and work.pk in shared
        plan.is_deleted = change.delete and not plan.others_write
        plans.append(plan)
    return plans


def _plan_fields(plan: Plan, change: BulkChange) -> None:
    for name, value in change.fields.items():
        if getattr(plan.work, name) != value:
            plan.fields[name] = (getattr(plan.work, name), value)


def _plan_tags(plan: Plan, change: BulkChange) -> None:
    tags = list(plan.work.tags.all())
    unwanted = {tag.pk for tag in change.take}
    plan.taken = [tag for tag in tags if tag.pk in unwanted]
    for kind, names in change.add:
        kept = {
            tag.key for tag in tags if tag.kind_id == kind.pk and tag.pk not in unwanted
        }
        new = [name for name in names if name_key(name) not in kept]
        limit = kind.limit_per_work
        if new and limit is not None and len(kept) + len(new) > limit:
            plan.too_many.append(kind)
        else:
            plan.added += [(kind, name) for name in new]


def _plan_series(plan: Plan, series: Series) -> None:
    try:
        refuse_to_tell(series, plan.work)
    except TellsTheWriter:
        plan.would_tell = True
    else:
        plan.joins = series


def _in_series(works: Sequence[Work], series: Series | None) -> set[int]:
    if series is None:
        return set()
    there = SeriesEntry.objects.filter(series=series, work__in=works)
    return set(there.values_list("work", flat=True))


def _shared(works: Sequence[Work], by: User) -> set[int]:
    """Which of these others with accounts write too."""
    found: set[int] = set()
    for bylines in (Byline.objects.all(), HiddenByline.objects.all()):
        others = bylines.filter(work__in=works, pen_name__user__isnull=False)
        rows = others.exclude(pen_name__user=by).values_list("work", flat=True)
        found |= set(rows)
    return found


@transaction.atomic
def change_many(
    works: WorkQuerySet, change: BulkChange, *, by: User, at: datetime
) -> BulkEdit:
    """Do it, and keep what undoes it. Announces ``work_changed`` for each.

    :raises TooMany: if a kind allows fewer tags than are to be added.
    :raises NotCoinable: if a tag is new, and its kind takes none from writers.
    """
    keys = list(works.order_by("pk").values_list("pk", flat=True))
    locked = Work.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    list(locked.values_list("pk", flat=True))
    tags = _tags(change.add)
    before: dict[str, dict[str, Any]] = {}
    for plan in plan_bulk(Work.objects.filter(pk__in=keys), change, by=by):
        if plan.changes:
            before[str(plan.work.pk)] = _carry_out(plan, tags, at=at)
            announce(plan.work)
    said = {"works": len(keys), "changed": len(before)}
    return BulkEdit.objects.create(user=by, made_at=at, change=said, before=before)


def _tags(add: Iterable[tuple[Kind, Sequence[str]]]) -> dict[tuple[int, str], Tag]:
    return {
        (kind.pk, name_key(name)): tag
        for kind, names in add
        for name in names
        for tag in tags_for_writer(kind, [name])
    }


def _carry_out(
    plan: Plan, tags: Mapping[tuple[int, str], Tag], *, at: datetime
) -> dict[str, Any]:
    """Change one work; what is returned takes it back."""
    work = plan.work
    for name, (_old, new) in plan.fields.items():
        setattr(work, name, new)
    added = [tags[kind.pk, name_key(name)].pk for kind, name in plan.added]
    there = set(work.tags.values_list("pk", flat=True))
    added = [pk for pk in added if pk not in there]
    taken = [tag.pk for tag in plan.taken]
    work.tags.remove(*taken)
    work.tags.add(*added)
    if plan.joins:
        place_in_series(plan.joins, work)
    if plan.is_deleted:
        work.deleted_at = at
    work.version += 1
    work.save(update_fields=["version", "deleted_at", *plan.fields])
    return {
        "fields": {name: list(pair) for name, pair in plan.fields.items()},
        "added": added,
        "taken": taken,
        "series": plan.joins.pk if plan.joins else None,
        "deleted": plan.is_deleted,
    }


@transaction.atomic
def undo_many(edit: BulkEdit, *, by: User, at: datetime) -> int:
    """Take a change of many works back; what has been changed again since stays.

    Works that are not the writer's any more stay too. How many were changed back.
    """
    edit = BulkEdit.objects.select_for_update().get(pk=edit.pk)
    if edit.undone_at:
        return 0
    viewer = Viewer(by)
    keys = [int(key) for key in edit.before]
    theirs = Work.objects.editable_by(viewer).filter(pk__in=keys).order_by("pk")
    binned = Work.objects.in_bin_of(viewer).filter(pk__in=keys).order_by("pk")
    mine = {*theirs.values_list("pk", flat=True), *binned.values_list("pk", flat=True)}
    tags = _living_tags(edit)
    works = Work.objects.select_for_update().filter(pk__in=mine).order_by("pk")
    for work in works:
        _take_back(work, edit.before[str(work.pk)], tags)
        announce(work)
    edit.undone_at = at
    edit.save(update_fields=["undone_at"])
    return len(mine)


def _living_tags(edit: BulkEdit) -> set[int]:
    wanted = {pk for one in edit.before.values() for pk in one["taken"]}
    return set(Tag.objects.filter(pk__in=wanted).values_list("pk", flat=True))


def _take_back(work: Work, before: Mapping[str, Any], tags: set[int]) -> None:
    names = ["version"]
    for name, (old, new) in before["fields"].items():
        if getattr(work, name) == new:
            setattr(work, name, old)
            names.append(name)
    if before["deleted"]:
        work.deleted_at = None
        names.append("deleted_at")
    work.version += 1
    work.save(update_fields=names)
    work.tags.remove(*before["added"])
    work.tags.add(*(pk for pk in before["taken"] if pk in tags))
    if before["series"]:
        SeriesEntry.objects.filter(series=before["series"], work=work).delete()


def tags_in_use(works: WorkQuerySet) -> list[Tag]:
    """The tags that these works bear, those that most of them do first. One query."""
    rows = Work.tags.through.objects.filter(work__in=works.values("pk"))
    counts: dict[int, int] = defaultdict(int)
    for pk in rows.values_list("tag", flat=True):
        counts[pk] += 1
    found = Tag.objects.filter(pk__in=counts).select_related("kind")
    return sorted(found, key=lambda tag: (-counts[tag.pk], tag.key))
