"""Notes that are used again, ticked in a form of which they become part when it is sent."""

from collections.abc import Sequence

from django.http import QueryDict

from fascicle.accounts.models import User
from fascicle.core.html import TooComplex
from fascicle.works.forms.prose import as_html, as_typed
from fascicle.works.models import KeptNote

#: The field of ticks for each field that notes go to.
PUT = {"notes_before": "put_before", "notes_after": "put_after"}


def with_ticked_notes(sent: QueryDict, writer: User) -> QueryDict:
    """What was sent, with the writer's ticked notes at the ends of the fields they go to."""
    if not any(tick in sent for tick in PUT.values()):
        return sent
    notes = {str(one.pk): one.html for one in KeptNote.objects.of(writer)}
    data = sent.copy()
    for field, tick in PUT.items():
        wanted = [notes[str(key)] for key in data.pop(tick, []) if key in notes]
        if wanted:
            data[field] = _together(data.get(field, ""), wanted)
    return data


def _together(typed: str, notes: Sequence[str]) -> str:
    """What was typed and notes below it, as somebody would type it."""
    try:
        html = as_html(typed)
    except TooComplex:
        return typed  # which the form will refuse
    return as_typed("\n".join([html, *notes]).strip())
