"""Works and their bylines, and who may see them."""

from collections.abc import Collection, Sequence
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self, cast

from django.db import models
from django.db.models import (
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
)
from django.utils.translation import gettext_lazy as _

from fascicle.accounts.models import PenName
from fascicle.accounts.shield import UNKNOWN_LANGUAGE, UNRATED, Shield
from fascicle.accounts.viewer import Viewer
from fascicle.core.addresses import address
from fascicle.tags.models import Tag, TagQuerySet
from fascicle.works.models.names import Byline
from fascicle.works.models.ratings import Rating
from fascicle.works.models.states import (
    STATUS_NAMES,
    UNFINISHED,
    CommentsPolicy,
    comments_policies,
    statuses,
)
from fascicle.works.models.viewing import (
    NOT_ADULT,
    is_gated,
    is_own,
    own_works,
    unless_gated,
    written_by,
)

if TYPE_CHECKING:
    from fascicle.works.models.series import Series, SeriesEntry


#: What anybody may know of, but for works that are for members only.
PUBLIC = Q(posted_at__isnull=False, hidden_at__isnull=True, deleted_at__isnull=True)
NO_WORK = Q(pk__in=())


class WorkQuerySet(models.QuerySet["Work"]):
    """The ways to narrow down works. A view picks from these; it never filters."""

    def posted(self) -> Self:
        return self.filter(PUBLIC)

    def listed(self) -> Self:
        """Public works that may be come across, not only by their address."""
        return self.filter(PUBLIC, unlisted=False)

    def visible_to(self, viewer: Viewer) -> Self:
        """Works the viewer may know of: posted ones, and all of their own.

        Knowing of a work is its title, byline, rating, content notes and the like. Its text and
        summary are another matter: see ``readable_by`` and ``for_blurbs``.
        """
        if viewer.user is None:
            return self.posted().filter(members_only=False)
        return self.filter(PUBLIC | Q(pk__in=own_works(viewer)))

    def has(self, named: str) -> Exists:
        """Whether the work that a row names in this field is among these.

        It is asked of each row, by the work's key: for ``named__in`` a database gathers all of
        these first, and they may be all that the archive has.
        """
        return Exists(self.filter(pk=OuterRef(named)))

    def discoverable_by(self, viewer: Viewer) -> Self:
        """Works that the viewer may come across: visible, and listed or their own.

        An unlisted work is visible to whoever has its address, and named nowhere else.
        """
        if viewer.user is None:
            return self.listed().filter(members_only=False)
        return self.filter((PUBLIC & Q(unlisted=False)) | Q(pk__in=own_works(viewer)))

    def listed_for(self, viewer: Viewer) -> Self:
        """Works that a list may show this viewer: those to come across, but for their shield.

        A page of one work asks ``visible_to``: a shield never makes a work unreachable.
        """
        return self.discoverable_by(viewer).unshielded_for(viewer)

    def unshielded_for(self, viewer: Viewer) -> Self:
        """Leave out what the viewer asked never to meet. Their own works always stay."""
        if not viewer.shield:
            return self
        shown = ~shielded_by(viewer.shield)
        own = Q(pk__in=own_works(viewer)) if viewer.user else NO_WORK
        return self.filter(shown | own)

    def not_by(self, viewer: Viewer) -> Self:
        """Leave out what the viewer writes, under whatever name."""
        return self.exclude(pk__in=own_works(viewer)) if viewer.user else self

    def readable_by(self, viewer: Viewer) -> Self:
        """Works whose text may leave the server for this viewer: the adult gate."""
        visible = self.visible_to(viewer)
        return visible if viewer.sees_adult else visible.filter(NOT_ADULT)

    def editable_by(self, viewer: Viewer) -> Self:
        """Works that the viewer writes, under whatever name; the bin holds the others."""
        return self.filter(pk__in=own_works(viewer)) if viewer.user else self.none()

    def for_departure_of(self, viewer: Viewer) -> Self:
        """The viewer's works by title, ``is_shared`` where others write them too."""
        named = PenName.objects.filter(bylines__work=OuterRef("pk"))
        hidden = PenName.objects.filter(hidden_bylines__work=OuterRef("pk"))
        others = Q(purpose="") & (Q(user=None) | ~Q(user=viewer.user))
        shared = Exists(named.filter(others)) | Exists(hidden.filter(others))
        works = self.editable_by(viewer).annotate(is_shared=shared)
        return works.only("title", "posted_at").by_title()

    def in_bin_of(self, viewer: Viewer) -> Self:
        """Works that the viewer has deleted and may take back."""
        if viewer.user is None:
            return self.none()
        thrown = self.filter(pk__in=written_by(viewer), deleted_at__isnull=False)
        return thrown.order_by("-deleted_at", "-pk")

    def for_blurbs(self, viewer: Viewer) -> Self:
        """Load what a blurb shows, in a fixed number of queries."""
        return self.as_blurbs(viewer).prefetch_related(
            Prefetch("bylines", names_of_bylines()),
            Prefetch("tags", names_of_tags()),
            Prefetch("series_entries", places_in_series()),
        )

    def as_blurbs(self, viewer: Viewer) -> Self:
        """What a blurb shows of the works themselves.

        ``shown_summary`` and ``shown_opening`` are empty where the viewer stands before the
        adult gate; the real ones are not even fetched.
        """
        return (
            self.defer("summary", "opening", "notes_before", "notes_after")
            .select_related("rating")
            .knowing_own(viewer)
            .annotate(
                is_gated=is_gated(viewer),
                shown_summary=unless_gated(viewer, "summary"),
                shown_opening=unless_gated(viewer, "opening"),
            )
        )

    def knowing_own(self, viewer: Viewer) -> Self:
        """Say of each as ``is_own`` whether the viewer writes it, under whatever name."""
        return self.annotate(is_own=is_own(viewer))

    def for_books(self) -> Self:
        """Load what the front of a book shows, in a fixed number of queries."""
        away = Q(bylines__pen_name__user__preferences__noindex=True)
        hidden = Q(hidden_bylines__pen_name__user__preferences__noindex=True)
        guests = Q(chapters__bylines__pen_name__user__preferences__noindex=True)
        works = Work.objects.filter(away | hidden | guests, pk=OuterRef("pk"))
        kept_out = self.annotate(keeps_robots_out=Exists(works))
        return kept_out.select_related("rating").prefetch_related(
            Prefetch(
                "bylines",
                Byline.objects.select_related("pen_name").order_by("position"),
            ),
            Prefetch(
                "tags",
                Tag.objects.select_related("kind").order_by("kind__position", "key"),
            ),
            "series_entries__series",
        )

    def in_series(self, series: "Series") -> Self:
        """The works of a series, in its order."""
        return self.filter(series_entries__series=series).order_by(
            "series_entries__position"
        )

    def keys_in_series(self, series: "Series") -> "QuerySet[Work, int]":
        return self.filter(series_entries__series=series).values_list("pk", flat=True)

    def with_pk(self, pk: int) -> "Work | None":
        return self.filter(pk=pk).first()

    def with_pks(self, pks: Sequence[int]) -> Self:
        return self.filter(pk__in=pks)

    def after(self, pk: int) -> Self:
        """All works beyond one but for the bin's, in the order they came."""
        return self.filter(pk__gt=pk, deleted_at=None).order_by("pk")

    def titled(self, title_keys: Sequence[str]) -> Self:
        return self.filter(title_key__in=title_keys)

    def at_gate(self) -> Self:
        """Load what may be said of a work before the adult gate: title, rating, content notes."""
        notes = Tag.objects.content_notes().order_by("key")
        return (
            self.select_related("rating")
            .only("title", "language", "rating")
            .prefetch_related(Prefetch("tags", notes, "content_notes"))
        )

    def for_shield(self) -> Self:
        """Load what a shield may name of a work."""
        return self.select_related("rating").only(
            "title", "language", "rating", "status", "word_count"
        )

    def unrated(self) -> Self:
        """Public works that stand behind the adult gate only because nobody has rated them."""
        return self.posted().filter(rating=None)

    def newest_first(self) -> Self:
        return self.order_by("-updated_at", "-pk")

    def by_title(self) -> Self:
        return self.order_by("title_key", "pk")

    def tagged(self, tag: Tag) -> Self:
        """Works with this tag, a synonym of it, or something narrower."""
        return self.filter(pk__in=works_under([tag.canonical_id or tag.pk]))

    def by(self, pen_name: PenName) -> Self:
        return self.filter(bylines__pen_name=pen_name)

    def in_language(self, language: str) -> Self:
        return self.filter(language=language)


def names_of_bylines() -> "models.QuerySet[Byline]":
    bylines = Byline.objects.select_related("pen_name").order_by("position")
    return bylines.only("work", "position", "pen_name__name")


def names_of_tags() -> TagQuerySet:
    """Hundreds stand on a page, so only what is shown of each is loaded."""
    tags = Tag.objects.select_related("kind").order_by("kind__position", "key")
    return tags.only("name", "kind__is_content_note")


def works_under(
    tags: "models.QuerySet[Tag] | Sequence[int]",
) -> "models.QuerySet[Any, int]":
    """Keys of the works with one of these canonical tags, a synonym, or something narrower."""
    uses = Work.tags.through.objects.filter(tag__in=Tag.objects.within(tags))
    return uses.values_list("work", flat=True)


def shielded_by(shield: Shield) -> Q:
    """What a shield keeps from its bearer. A tag stands for all that means it or is narrower."""
    languages = {"" if code == UNKNOWN_LANGUAGE else code for code in shield.languages}
    rules: list[tuple[Q | Exists, object]] = [
        (_bears(shield.tags), shield.tags),
        (_is_by(shield.pen_names), shield.pen_names),
        (Q(pk__in=shield.works), shield.works),
        (Q(rating__in=shield.ratings - {UNRATED}), shield.ratings - {UNRATED}),
        (Q(rating=None), UNRATED in shield.ratings),
        (Q(language__in=languages), languages),
        (Q(status__in=UNFINISHED), shield.unfinished),
        (Q(word_count__lt=shield.shorter_than), shield.shorter_than),
        (Q(word_count__gt=shield.longer_than), shield.longer_than),
    ]
    return reduce(or_, (Q(rule) for rule, holds in rules if holds), NO_WORK)


def _bears(tags: Collection[int]) -> Exists:
    # What synonyms among them mean, asked without a join: that would read every tag.
    meanings = Tag.objects.filter(pk__among=tags, canonical__isnull=False)
    canonical = Tag.objects.filter(
        Q(pk__among=tags, canonical=None) | Q(pk__in=meanings.values("canonical"))
    )
    meant = Tag.objects.within(canonical)
    return Exists(Work.tags.through.objects.filter(work=OuterRef("pk"), tag__in=meant))


def _is_by(pen_names: Collection[int]) -> Exists:
    return Exists(Byline.objects.filter(work=OuterRef("pk"), pen_name__in=pen_names))


def places_in_series() -> "QuerySet[SeriesEntry]":
    """Places in series, each with its series; that module is above this one."""
    entries = cast("type[SeriesEntry]", Work.series_entries.field.model)
    in_series = entries.objects.select_related("series")
    return in_series.order_by("series__title_key", "series")


class Work(models.Model):
    """A story of one or many chapters. Public once ``posted_at`` is set.

    An untitled work has an empty title and is known by its ``opening``, its first words.
    """

    title = models.CharField(max_length=255, blank=True)
    title_key = models.CharField(max_length=255, editable=False, db_index=True)
    opening = models.CharField(max_length=160, blank=True)
    summary = models.TextField(blank=True, help_text="Clean HTML.")
    notes_before = models.TextField(blank=True, help_text="Clean HTML.")
    notes_after = models.TextField(blank=True, help_text="Clean HTML.")
    language = models.CharField(
        max_length=35, blank=True, help_text="BCP 47, or empty if unknown."
    )
    rating = models.ForeignKey(
        Rating, on_delete=models.PROTECT, null=True, blank=True, related_name="works"
    )
    status = models.CharField(max_length=20, choices=statuses, blank=True)
    planned_chapters = models.PositiveIntegerField(null=True, blank=True)
    members_only = models.BooleanField(default=False)
    unlisted = models.BooleanField(
        default=False,
        help_text="Found by its address alone; in no list, feed or count.",
    )
    anonymous = models.BooleanField(
        default=False, help_text="Its writers stand in hidden bylines."
    )
    comments = models.CharField(
        max_length=20, choices=comments_policies, default=CommentsPolicy.MEMBERS
    )
    dedication = models.CharField(max_length=255, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with each change of what its form holds."
    )

    # Counters, kept by the actions that change chapters.
    word_count = models.PositiveIntegerField(default=0)
    chapter_count = models.PositiveIntegerField(default=0)

    created_at = models.DateTimeField(auto_now_add=True)
    written_at = models.DateField(
        null=True, blank=True, help_text="As the source says."
    )
    posted_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(help_text="When its newest chapter was posted.")
    hidden_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(
        null=True, blank=True, help_text="In its writers' bin since."
    )

    pen_names = models.ManyToManyField(PenName, through="Byline", related_name="works")
    tags = models.ManyToManyField(Tag, related_name="works", blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_chapters=None) | Q(planned_chapters__gte=1),
                name="a_plan_has_at_least_one_chapter",
            ),
            models.CheckConstraint(
                condition=Q(posted_at=None) | Q(chapter_count__gte=1),
                name="posted_works_have_a_chapter",
            ),
        ]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="works_newest_first"),
            models.Index(fields=["language", "-updated_at"], name="works_by_language"),
            models.Index(
                fields=["deleted_at"],
                condition=Q(deleted_at__isnull=False),
                name="works_in_the_bin",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled"))

    def get_absolute_url(self) -> str:
        return address("reading:work", self.pk)

    def get_status_display(self) -> str:  # type: ignore[no-redef]
        """How far along, as people say it; empty if nobody has said."""
        return str(STATUS_NAMES.get(self.status, self.status))
