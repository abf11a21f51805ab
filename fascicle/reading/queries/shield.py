"""What lies behind a viewer's shield, by which of its rules, and how those are called."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from fascicle.accounts.models import PenName
from fascicle.accounts.shield import (
    UNKNOWN_LANGUAGE,
    UNRATED,
    Entry,
    EntryList,
    Shield,
)
from fascicle.accounts.viewer import Viewer
from fascicle.core.languages import name_of
from fascicle.core.prepared import Prepared
from fascicle.reading.models import Follow
from fascicle.tags.models import Closure, Tag, TagQuerySet
from fascicle.works.models import Rating, Work
from fascicle.works.models.states import UNFINISHED


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule of a shield that keeps something away.

    ``rule`` is the list that ``entry`` stands on, or the name of a limit.
    """

    rule: str
    name: str = ""
    entry: Entry | None = None
    words: int = 0


def reasons_for_work(work_id: int, viewer: Viewer) -> list[Reason]:
    """Why a work stands in no list of this viewer's; nothing if it does.

    Nothing either if they may not know of it, or wrote it. No query without a shield, and at
    most five with one.
    """
    if not viewer.shield:
        return []
    work = Work.objects.visible_to(viewer).for_shield().with_pk(work_id)
    reasons = list(_reasons(work, viewer.shield)) if work else []
    if reasons and Work.objects.editable_by(viewer).with_pks([work_id]).exists():
        return []
    return reasons


def tag_behind(
    shield: Shield, pk: int, viewer: Viewer
) -> tuple[Tag, list[Reason]] | None:
    """A tag with its kind, and which tags of a shield mean it, or something broader.

    ``is_followed`` of it says whether the viewer follows it. One query, and another if there are
    such tags. None if there is no such tag.
    """
    user_id = viewer.user.pk if viewer.user else 0
    found: Any = _TAG.first(pk, frozenset(shield.tags), user_id)
    if found is None:
        return None
    return found, _by_tags([pk], shield) if found.is_shielded else []


def _meant(shielded: frozenset[int]) -> TagQuerySet:
    """The tags of a shield, with what each stands for as ``meant``."""
    tags = Tag.objects.filter(pk__among=shielded)
    return tags.annotate(meant=Coalesce("canonical", "pk"))


def _tag(pk: int, shielded: frozenset[int], user_id: int) -> TagQuerySet:
    own = Coalesce(OuterRef("canonical"), OuterRef("pk"))
    from_within = Coalesce(OuterRef(OuterRef("canonical")), OuterRef(OuterRef("pk")))
    above = Closure.objects.filter(tag=from_within).values("ancestor")
    meant = _meant(shielded).filter(Q(meant=own) | Q(meant__in=above))
    follows = Follow.objects.filter(user=user_id, tag=OuterRef("pk"))
    tags = Tag.objects.select_related("kind").filter(pk=pk)
    return tags.annotate(is_shielded=Exists(meant), is_followed=Exists(follows))


_TAG = Prepared(_tag, int, frozenset, int)


def reasons_for_pen_name(pen_name: PenName, viewer: Viewer) -> list[Reason]:
    entry = Entry(EntryList.PEN_NAMES, pen_name.pk)
    is_own = viewer.user is not None and pen_name.user_id == viewer.user.pk
    if entry in viewer.shield and not is_own:
        return [Reason(entry.list, pen_name.name, entry)]
    return []


def names(entries: Collection[Entry]) -> dict[Entry, str]:
    """What these are called; what is gone is left out. At most four queries.

    They stand on a shield, so their bearer knows of them: see ``name_of_known``.
    """
    keys: dict[EntryList, set[int | str]] = {one: set() for one in EntryList}
    for entry in entries:
        keys[entry.list].add(entry.key)
    found: dict[Entry, str] = {
        Entry(EntryList.LANGUAGES, code): name_of(str(code))
        for code in keys[EntryList.LANGUAGES]
    }
    if UNRATED in keys[EntryList.RATINGS]:
        found[Entry(EntryList.RATINGS, UNRATED)] = ""
    queries = {
        EntryList.TAGS: Tag.objects.only("name"),
        EntryList.PEN_NAMES: PenName.objects.only("name"),
        EntryList.WORKS: Work.objects.only("title"),
        EntryList.RATINGS: Rating.objects.only("name"),
    }
    for one, rows in queries.items():
        if wanted := keys[one]:
            found |= {
                Entry(one, row.pk): str(row) for row in rows.filter(pk__in=wanted)
            }
    return found


def name_of_known(entry: Entry, viewer: Viewer) -> str | None:
    """What an entry is called, or None if the viewer may not know of it. At most two queries."""
    works = Work.objects.discoverable_by(viewer)
    known = {
        EntryList.TAGS: lambda: works.tagged(Tag(pk=entry.key)),
        EntryList.PEN_NAMES: lambda: works.by(PenName(pk=entry.key)),
        EntryList.WORKS: lambda: Work.objects.visible_to(viewer).with_pks(
            [int(entry.key)]
        ),
    }
    if entry.list in known and not known[entry.list]().exists():
        return None
    return names([entry]).get(entry)


def _reasons(work: Work, shield: Shield) -> Iterator[Reason]:
    this = Entry(EntryList.WORKS, work.pk)
    if this in shield:
        yield Reason(this.list, str(work), this)
    yield from _by_pen_names(work, shield)
    if shield.tags:
        yield from _by_tags(list(work.tags.values_list("pk", flat=True)), shield)
    rated = Entry(EntryList.RATINGS, work.rating_id or UNRATED)
    if rated in shield:
        yield Reason(rated.list, work.rating.name if work.rating else "", rated)
    language = Entry(EntryList.LANGUAGES, work.language or UNKNOWN_LANGUAGE)
    if language in shield:
        yield Reason(language.list, name_of(str(language.key)), language)
    yield from _by_limits(work, shield)


def _by_pen_names(work: Work, shield: Shield) -> Iterator[Reason]:
    if not shield.pen_names:
        return
    for pen_name in work.pen_names.filter(pk__in=shield.pen_names):
        entry = Entry(EntryList.PEN_NAMES, pen_name.pk)
        yield Reason(entry.list, pen_name.name, entry)


def _by_limits(work: Work, shield: Shield) -> Iterator[Reason]:
    if shield.unfinished and work.status in UNFINISHED:
        yield Reason("unfinished")
    if work.word_count < shield.shorter_than:
        yield Reason("shorter", words=shield.shorter_than)
    if shield.longer_than and work.word_count > shield.longer_than:
        yield Reason("longer", words=shield.longer_than)


def _by_tags(tag_ids: Collection[int], shield: Shield) -> list[Reason]:
    """The tags of a shield that one of these means, or something broader. One query."""
    if not shield.tags:
        return []
    meaning = Coalesce("canonical", "pk")
    own = Tag.objects.filter(pk__in=tag_ids).annotate(meant=meaning).values("meant")
    above = Closure.objects.filter(tag__in=own).values("ancestor")
    found = (
        _meant(shield.tags)
        .filter(Q(meant__in=own) | Q(meant__in=above))
        .order_by("key")
    )
    return [
        Reason(EntryList.TAGS, name, Entry(EntryList.TAGS, pk))
        for pk, name in found.values_list("pk", "name")
    ]
