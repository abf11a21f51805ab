"""Files that e-readers hold, and where their readers are in them."""

from django.conf import settings
from django.db import models

from fascicle.works.models import Work


class IssuedDocument(models.Model):
    """A file that was handed out, as KOReader knows it. Every digest ever issued stays.

    ``digest`` is KOReader's partial MD5 of the bytes, or the MD5 of the file's name. ``spine`` are
    the keys of the chapters in the order of the EPUB's spine, null for pages that are none.
    """

    digest = models.CharField(max_length=32, unique=True)
    work = models.ForeignKey(
        Work, on_delete=models.CASCADE, null=True, related_name="issued_documents"
    )
    spine = models.JSONField(default=list)
    issued_at = models.DateTimeField()


class DocumentProgress(models.Model):
    """What an e-reader said of where its reader is, word for word."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="document_progress",
    )
    digest = models.CharField(max_length=32)
    progress = models.CharField(max_length=500)
    percentage = models.FloatField()
    device = models.CharField(max_length=80)
    device_id = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "digest"], name="one_place_per_document_of_a_reader"
            )
        ]
