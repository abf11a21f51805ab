"""Kinds of tag and tags. Which kinds there are is the host's choice."""

from collections.abc import Iterable, Sequence
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.models import User
from fascicle.core.addresses import address
from fascicle.core.beginnings import key_begins, key_has_word
from fascicle.core.names import name_key
from fascicle.tags.suggestions.rules import Rule


class KindQuerySet(models.QuerySet["Kind"]):
    """The ways to narrow down kinds of tag."""

    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def with_use(self) -> Self:
        """Count the tags of each, as ``tag_count``."""
        return self.annotate(tag_count=models.Count("tags"))

    def with_tags(self) -> Self:
        """Load the tags of each, by name, as ``shown_tags``."""
        tags = models.Prefetch("tags", Tag.objects.by_name(), to_attr="shown_tags")
        return self.prefetch_related(tags)

    def content_notes(self) -> Self:
        return self.filter(is_content_note=True)


class Kind(models.Model):
    """A kind of tag: fandom, genre, character, content note …"""

    slug = models.SlugField(max_length=50, unique=True)
    name = models.CharField(max_length=50)
    plural = models.CharField(max_length=50)
    position = models.PositiveSmallIntegerField(default=0)
    is_content_note = models.BooleanField(
        default=False,
        help_text="Tags of this kind warn, and are shown even at the adult gate.",
    )
    coinable = models.BooleanField(default=True, help_text="Writers may add new tags.")
    is_facet = models.BooleanField(
        default=True, help_text="Offered as a filter on lists."
    )
    limit_per_work = models.PositiveSmallIntegerField(null=True, blank=True)
    makes_crossovers = models.BooleanField(
        default=False,
        help_text="A work with several unrelated tags of this kind is a crossover.",
    )
    compared_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="When likely synonyms were last looked for.",
    )

    objects = KindQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class TagQuerySet(models.QuerySet["Tag"]):
    """The ways to narrow down tags."""

    def named(self, name: str) -> Self:
        return self.filter(key=name_key(name))

    def with_keys(self, keys: Iterable[str]) -> Self:
        return self.filter(key__in=list(keys))

    def by_name(self) -> Self:
        return self.order_by("key")

    def of_kind(self, kind: Kind) -> Self:
        return self.filter(kind=kind)

    def content_notes(self) -> Self:
        return self.filter(kind__is_content_note=True)

    def with_pks(self, pks: Iterable[int]) -> Self:
        return self.filter(pk__in=list(pks))

    def containing(self, words: str) -> Self:
        """Those in whose names these letters stand."""
        return self.filter(key__contains=name_key(words))

    def beginning(self, key: str) -> Self:
        return self.filter(key_begins(key))

    def with_word(self, key: str) -> Self:
        """Those in whose names a later word begins so."""
        return self.filter(key_has_word(key))

    def for_desk(self) -> Self:
        """With what each is a synonym of, and what it may be one of, as ``likely``."""
        likely = Lookalike.objects.standing().most_likely().select_related("of")
        return self.select_related("canonical").prefetch_related(
            models.Prefetch("lookalikes", likely, to_attr="likely")
        )

    def with_use(self) -> Self:
        """Count the works that bear each, as ``work_count``; of those on a page alone."""
        bearing = Tag.works.through.objects.filter(tag=OuterRef("pk")).order_by()
        counted = bearing.values("tag").annotate(rows=models.Count("pk"))
        works = Subquery(counted.values("rows"))  # type: ignore[misc]
        return self.annotate(work_count=Coalesce(works, 0))

    def canonical(self) -> Self:
        """Tags that stand for themselves: all but synonyms."""
        return self.filter(canonical=None)

    def unsorted(self) -> Self:
        """Tags that no curator has decided about yet."""
        return self.filter(canonical=None, sorted_at=None)

    def by_use(self) -> Self:
        """The most used first, by the last count."""
        return self.order_by("-use_count", "pk")

    def within(self, tags: "models.QuerySet[Tag] | Sequence[int]") -> Self:
        """Tags that mean one of these canonical ones, or something narrower.

        Themselves, their synonyms, and both for everything below them.
        """
        below = Closure.objects.filter(ancestor__in=tags).values("tag")
        return self.filter(
            Q(pk__in=tags)
            | Q(canonical__in=tags)
            | Q(pk__in=below)
            | Q(canonical__in=below)
        )


class Tag(models.Model):
    """A name of some kind, as it was first typed; compared by its key.

    It is shown as it was typed and filters as what it means: its ``canonical`` tag, if it is a
    synonym of one, and everything broader.
    """

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT, related_name="tags")
    name = models.CharField(max_length=150)
    key = models.CharField(max_length=150, editable=False)
    description = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text="For curators' eyes.")
    canonical = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="synonyms",
        help_text="What it is a synonym of. A synonym has none of its own.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sorted_at = models.DateTimeField(
        null=True, blank=True, help_text="When a curator last decided about it."
    )
    use_count = models.PositiveIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="How many works bore it when they were last counted.",
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], name="tags_are_unique_within_a_kind"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="tags_have_a_name"),
            models.CheckConstraint(
                condition=Q(canonical=None) | ~Q(canonical=F("pk")),
                name="no_tag_is_its_own_synonym",
            ),
        ]
        indexes = [
            models.Index(fields=["key"], name="tags_by_key"),
            models.Index(fields=["kind", "-use_count", "id"], name="tags_by_use"),
            models.Index(
                fields=["-use_count", "id"],
                condition=Q(canonical=None, sorted_at=None),
                name="unsorted_tags_by_use",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("search:tag", self.pk)


class Broader(models.Model):
    """One canonical tag is directly broader than another of the same kind."""

    narrower = models.ForeignKey(
        Tag, on_delete=models.CASCADE, related_name="broader_links"
    )
    broader = models.ForeignKey(
        Tag, on_delete=models.CASCADE, related_name="narrower_links"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["narrower", "broader"], name="a_tag_is_broader_once"
            ),
            models.CheckConstraint(
                condition=~Q(narrower=F("broader")),
                name="no_tag_is_directly_broader_than_itself",
            ),
        ]


class Closure(models.Model):
    """``ancestor`` is broader than ``tag``, at whatever distance. Follows from ``Broader``."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="above")
    ancestor = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="below")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "ancestor"], name="an_ancestor_stands_once_above_a_tag"
            ),
            models.CheckConstraint(
                condition=~Q(tag=F("ancestor")), name="no_tag_is_broader_than_itself"
            ),
        ]


class Distinct(models.Model):
    """Two tags that a curator knows to be different, however alike they look."""

    tag_a = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+")
    tag_b = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag_a", "tag_b"], name="tags_are_told_apart_once"
            ),
            models.CheckConstraint(
                condition=Q(tag_a__lt=F("tag_b")),
                name="tags_told_apart_stand_in_order",
            ),
        ]


def rules() -> list[tuple[str, StrOrPromise]]:
    return list(Rule.choices)


class LookalikeQuerySet(models.QuerySet["Lookalike"]):
    """The ways to narrow down likely synonyms."""

    def standing(self) -> Self:
        """What is still to be decided."""
        apart = Distinct.objects.filter(
            Q(tag_a=OuterRef("tag"), tag_b=OuterRef("of"))
            | Q(tag_a=OuterRef("of"), tag_b=OuterRef("tag"))
        )
        return self.filter(
            ~models.Exists(apart),
            tag__canonical=None,
            of__canonical=None,
            tag__kind=F("of__kind"),
        )

    def of_kind(self, kind: Kind) -> Self:
        return self.filter(tag__kind=kind)

    def about(self, tag: Tag) -> Self:
        """Those that would merge this tag, or another into it."""
        return self.filter(Q(tag=tag) | Q(of=tag))

    def for_list(self) -> Self:
        """With the tags and their kind."""
        return self.select_related("tag__kind", "of", "by_way_of")

    def with_pks(self, pks: Iterable[int]) -> Self:
        return self.filter(pk__in=list(pks))

    def most_likely(self) -> Self:
        """The surest first; of equals, the most used."""
        return self.order_by("-confidence", "-tag__use_count", "pk")


class Lookalike(models.Model):
    """``tag`` may be a synonym of ``of``: found by a rule, for a curator to decide."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="lookalikes")
    of = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+")
    by_way_of = models.ForeignKey(
        Tag,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="The synonym of the other that it resembles.",
    )
    rule = models.CharField(max_length=20, choices=rules)
    confidence = models.FloatField()

    objects = LookalikeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "of"], name="a_likeness_is_suggested_once"
            )
        ]


class Deed(models.TextChoices):
    """What a curator can do to a tag."""

    MERGED = "merged", _("merged")
    SPLIT = "split", _("split back")
    BROADENED = "broadened", _("put under a broader tag")
    UNBROADENED = "unbroadened", _("taken from under a broader tag")
    MOVED = "moved", _("moved to another kind")
    PROMOTED = "promoted", _("made the main name")
    RENAMED = "renamed", _("renamed")
    DESCRIBED = "described", _("described")
    NOTED = "noted", _("noted")
    SORTED = "sorted", _("sorted")
    TOLD_APART = "told_apart", _("told apart")


def deeds() -> list[tuple[str, StrOrPromise]]:
    return list(Deed.choices)


class TagChangeQuerySet(models.QuerySet["TagChange"]):
    """The ways to narrow down what curators did."""

    def standing(self) -> Self:
        """What has not been undone."""
        return self.filter(undone_at=None)

    def of(self, tag: Tag) -> Self:
        return self.filter(tag=tag)

    def last_go(self, curator: User) -> Self:
        """What this curator did last, to however many tags at once, and has not undone."""
        standing = self.standing().filter(by=curator)
        last = standing.newest_first().values("at")[:1]
        return standing.filter(at=Subquery(last)).newest_first()

    def for_list(self) -> Self:
        """With the tag and who did it."""
        return self.select_related("tag__kind", "by", "undone_by")

    def with_pks(self, pks: Iterable[int]) -> Self:
        return self.filter(pk__in=list(pks))

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class TagChange(models.Model):
    """What a curator did, with all that is needed to take it back.

    ``details`` has ``name`` and, where there is one, ``other`` (a name as well) for people to
    read, and what was written: see ``actions.changing``.
    """

    action = models.CharField(max_length=30, choices=deeds)
    tag = models.ForeignKey(
        Tag, on_delete=models.SET_NULL, null=True, related_name="changes"
    )
    details = models.JSONField(default=dict)
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="tag_changes"
    )
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = TagChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["tag", "-id"], name="changes_of_a_tag")]
