"""Every text that was saved, what has been typed and not saved yet, and who is at it."""

from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from fascicle.accounts.models import User
from fascicle.works.models.chapters import Chapter
from fascicle.works.models.works import Work


class Mode(models.TextChoices):
    """How a text is written."""

    RICH = "rich", _("formatted text")
    MARKDOWN = "markdown", _("Markdown")
    HTML = "html", _("HTML")
    PLAIN = "plain", _("plain text")


def modes() -> list[tuple[str, StrOrPromise]]:
    return list(Mode.choices)


class RevisionQuerySet(models.QuerySet["Revision"]):
    """The ways to narrow down revisions."""

    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def made_by(self, user: User) -> Self:
        return self.filter(made_by=user)

    def texts(self) -> Self:
        """Those that were the chapter's own text once."""
        return self.filter(is_aside=False)

    def without_text(self) -> Self:
        """For a history: what changed when, without dragging the texts along."""
        return self.defer("html", "source")


class Revision(models.Model):
    """A chapter as it was saved once. ``number`` is the chapter's ``version`` of then.

    Chapters that came by an import have none until they are first changed; what they were like
    becomes a revision then.
    """

    chapter = models.ForeignKey(
        Chapter, on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=255, blank=True)
    chapter_number = models.CharField(max_length=20, blank=True)
    summary = models.TextField(blank=True, help_text="Clean HTML.")
    notes_before = models.TextField(blank=True, help_text="Clean HTML.")
    notes_after = models.TextField(blank=True, help_text="Clean HTML.")
    html = models.TextField(blank=True, help_text="Clean HTML.")
    source = models.TextField(blank=True, help_text="As it was typed, in ``mode``.")
    mode = models.CharField(max_length=10, choices=modes, default=Mode.RICH)
    cleaner_version = models.PositiveSmallIntegerField()
    word_count = models.PositiveIntegerField(default=0)
    words_added = models.PositiveIntegerField(default=0)
    words_removed = models.PositiveIntegerField(default=0)
    based_on = models.PositiveIntegerField(
        null=True, blank=True, help_text="The revision its writer had before them."
    )
    restored_from = models.PositiveIntegerField(null=True, blank=True)
    is_aside = models.BooleanField(
        default=False,
        help_text="Kept from a conflict beside what was saved; never was the text itself.",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    announced_at = models.DateTimeField(
        null=True, blank=True, help_text="When followers were told of it, if at all."
    )
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "number"],
                condition=Q(is_aside=False),
                name="one_revision_per_version_of_a_chapter",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None)
                | Q(html="", source="", notes_before="", notes_after="", summary=""),
                name="erased_revisions_hold_nothing",
            ),
        ]


class AutosaveQuerySet(models.QuerySet["Autosave"]):
    """The ways to narrow down what is kept."""

    def of(self, user: User) -> Self:
        return self.filter(user=user).order_by("-kept_at")

    def with_slot(self, slot: UUID) -> "Autosave | None":
        return self.filter(slot=slot).first()

    def of_no_work(self) -> Self:
        """What stories to be began with."""
        return self.filter(work=None, chapter=None)

    def of_chapter(self, chapter: Chapter) -> Self:
        return self.filter(chapter=chapter)


class Autosave(models.Model):
    """What somebody has typed and not saved. Kept until it is saved or thrown away."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="autosaves"
    )
    slot = models.UUIDField(help_text="Drawn by the form; one per thing being written.")
    work = models.ForeignKey(
        Work, on_delete=models.SET_NULL, null=True, blank=True, related_name="autosaves"
    )
    chapter = models.ForeignKey(
        Chapter,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="autosaves",
    )
    base_version = models.PositiveIntegerField(default=0)
    fields = models.JSONField(default=dict, help_text="The form's fields, as typed.")
    sequence = models.PositiveIntegerField(
        default=0,
        help_text="Grows with each keeping, so that a late one changes nothing.",
    )
    started_at = models.DateTimeField()
    kept_at = models.DateTimeField()

    objects = AutosaveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "slot"], name="one_autosave_per_slot"
            )
        ]
        indexes = [
            models.Index(fields=["user", "-kept_at"], name="autosaves_of_a_user")
        ]


#: Somebody not heard of for so long has closed the page.
PRESENT_FOR = timedelta(seconds=45)


class EditingPresenceQuerySet(models.QuerySet["EditingPresence"]):
    """The ways to narrow down who is at what."""

    def beside(self, user: User, *, at: datetime) -> Self:
        """Others who are there now."""
        return self.filter(seen_at__gte=at - PRESENT_FOR).exclude(user=user)


class EditingPresence(models.Model):
    """Somebody has a chapter open in the editor."""

    chapter = models.ForeignKey(
        Chapter, on_delete=models.CASCADE, related_name="presences"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    seen_at = models.DateTimeField()

    objects = EditingPresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "user"], name="one_presence_per_writer_of_a_chapter"
            )
        ]
