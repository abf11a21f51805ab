"""Taking in where an e-reader says its reader is."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fascicle.accounts.models import Device
from fascicle.accounts.viewer import Viewer
from fascicle.reading.actions.documents import note_document
from fascicle.reading.actions.progress import HistoryIsOff, keep_place
from fascicle.reading.models import IssuedDocument
from fascicle.reading.queries.documents import meant_by


@dataclass(frozen=True, slots=True)
class Said:
    """What KOReader tells of a document, as it tells it."""

    document: str
    progress: str
    percentage: float
    device: str
    device_id: str


@transaction.atomic
def take_in(
    device: Device,
    viewer: Viewer,
    said: Said,
    known: IssuedDocument | None,
    *,
    at: datetime,
) -> None:
    """Keep what an e-reader tells, and the place here that it means, if we gave it the file.

    Of a file that is not ours, or that holds what the reader may not read any more, only the
    words are kept.
    """
    note_document(
        device.user,
        said.document,
        progress=said.progress,
        percentage=said.percentage,
        device=said.device,
        device_id=said.device_id,
        at=at,
    )
    meant = meant_by(said.progress, said.percentage, known, viewer) if known else None
    if meant is None:
        return
    with suppress(HistoryIsOff):  # then the e-reader's own words are all there is
        keep_place(
            device.user,
            meant.chapter,
            paragraph=meant.spot.paragraph,
            words=meant.spot.words,
            within=meant.spot.within,
            is_chapter_read=meant.is_chapter_read,
            device=device.name,
            at=at,
        )
