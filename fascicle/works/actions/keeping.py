"""Keeping what has been typed and not saved, and who is at a chapter."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fascicle.accounts.models import User
from fascicle.core.html import strip_illegal
from fascicle.works.models import (
    PRESENT_FOR,
    Autosave,
    Chapter,
    EditingPresence,
    Work,
)

#: The fields of a form that are kept as typed; others are not a writer's words.
KEPT_FIELDS = frozenset(
    {
        *("title", "number", "text", "mode"),
        *("summary", "notes_before", "notes_after", "dedication"),
    }
)
#: What is ticked and chosen beside them stands under this name: values by the names of fields.
CHOICES = "choices"
_MOST_CHOICES, _LONGEST_CHOICE = 300, 2_000


class StaleAutosave(Exception):
    """Something newer of the same form is kept already."""


@transaction.atomic
def keep_typed(
    user: User,
    slot: UUID,
    typed: Mapping[str, object],
    *,
    sequence: int,
    after: Collection[int] = (),
    at: datetime,
    base_version: int = 0,
    work: Work | None = None,
    chapter: Chapter | None = None,
) -> Autosave:
    """Keep what stands in a form. ``sequence`` grows with each keeping of one form.

    :param after: those that may be kept already, as far as the form knows; if any.
    :raises StaleAutosave: if it has not grown: this came late, or another window has the same
        form open.
    """
    words: dict[str, object] = {
        name: strip_illegal(str(value))
        for name, value in typed.items()
        if name in KEPT_FIELDS
    }
    if chosen := _choices(typed.get(CHOICES)):
        words[CHOICES] = chosen
    rows = Autosave.objects.select_for_update()
    kept = rows.filter(user=user, slot=slot).first()
    if kept is None:
        kept = Autosave(user=user, slot=slot, started_at=at)
    elif sequence <= kept.sequence or (after and kept.sequence not in after):
        raise StaleAutosave
    kept.work, kept.chapter, kept.base_version = work, chapter, base_version
    kept.fields, kept.sequence, kept.kept_at = words, sequence, at
    kept.save()
    return kept


def _choices(sent: object) -> dict[str, list[str]]:
    """Of something that a script sent, what may be a form's ticks and choices."""
    if not isinstance(sent, Mapping):
        return {}
    rows = list(sent.items())[:_MOST_CHOICES]
    return {
        strip_illegal(str(name))[:100]: [
            strip_illegal(str(one))[:_LONGEST_CHOICE] for one in values[:_MOST_CHOICES]
        ]
        for name, values in rows
        if isinstance(values, list)
    }


def throw_away_typed(user: User, slot: UUID) -> None:
    """Forget what was typed into a form: it is saved, or its writer does not want it."""
    Autosave.objects.filter(user=user, slot=slot).delete()


def note_presence(chapter: Chapter, user: User, *, at: datetime) -> None:
    EditingPresence.objects.update_or_create(
        chapter=chapter, user=user, defaults={"seen_at": at}
    )


def forget_absent(*, at: datetime) -> None:
    """Delete the marks of those who went long ago."""
    EditingPresence.objects.filter(seen_at__lt=at - PRESENT_FOR).delete()
