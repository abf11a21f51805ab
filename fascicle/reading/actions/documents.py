"""Remembering which files were handed out, and where e-readers say their readers are in them."""

from datetime import datetime

from django.db import transaction

from fascicle.accounts.models import User
from fascicle.reading.documents import Issued
from fascicle.reading.models import DocumentProgress, IssuedDocument

#: An e-reader has fewer books; what was opened longest ago goes first.
MOST_DOCUMENTS = 5000


def record_issue(issued: Issued, *, at: datetime) -> None:
    """Remember a file by all its digests. One query if it is known already, as it mostly is.

    A name that files of several works bear leads to none of them.
    """
    digests = [*issued.digests, *issued.names]
    rows = IssuedDocument.objects.filter(digest__in=digests)
    known = {row.digest: row for row in rows}
    wanted = {digest: _row(digest, issued, at, known) for digest in digests}
    changed = [
        row
        for digest, row in wanted.items()
        if digest not in known or _leads_elsewhere(row, known[digest])
    ]
    if changed:
        IssuedDocument.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["digest"],
            update_fields=["work", "spine", "issued_at"],
        )


def _row(
    digest: str, issued: Issued, at: datetime, known: dict[str, IssuedDocument]
) -> IssuedDocument:
    before = known.get(digest)
    is_shared = (
        digest in issued.names
        and before is not None
        and (before.work_id != issued.work_id or not before.spine)
    )
    if is_shared:
        return IssuedDocument(digest=digest, work_id=None, spine=[], issued_at=at)
    return IssuedDocument(
        digest=digest, work_id=issued.work_id, spine=list(issued.spine), issued_at=at
    )


def _leads_elsewhere(row: IssuedDocument, before: IssuedDocument) -> bool:
    return (row.work_id, row.spine) != (before.work_id, before.spine)


@transaction.atomic
def note_document(
    user: User,
    digest: str,
    *,
    progress: str,
    percentage: float,
    device: str,
    device_id: str,
    at: datetime,
) -> DocumentProgress:
    """Keep word for word what an e-reader says. The newest word counts."""
    said = {
        "progress": progress,
        "percentage": percentage,
        "device": device,
        "device_id": device_id,
        "at": at,
    }
    noted, is_new = DocumentProgress.objects.update_or_create(
        user=user, digest=digest, defaults=said
    )
    if is_new:
        _forget_oldest(user)
    return noted


def forget_documents(user: User, work_id: int | None = None) -> None:
    """Forget where somebody's e-readers said they are: in files of a work, or in all."""
    told = DocumentProgress.objects.filter(user=user)
    if work_id is not None:
        files = IssuedDocument.objects.filter(work=work_id)
        told = told.filter(digest__in=files.values("digest"))
    told.delete()


def _forget_oldest(user: User) -> None:
    own = DocumentProgress.objects.filter(user=user)
    if own.count() > MOST_DOCUMENTS:
        oldest = own.order_by("at").values("pk")[: own.count() - MOST_DOCUMENTS]
        DocumentProgress.objects.filter(
            pk__in=list(oldest.values_list("pk", flat=True))
        ).delete()
