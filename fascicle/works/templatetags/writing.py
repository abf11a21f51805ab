"""Pieces of the writer's desk."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fascicle.accounts.models import User
from fascicle.works.forms.prose import as_typed
from fascicle.works.models import Chapter, KeptNote, Revision

register = template.Library()


@register.simple_tag
def kept_notes(user: User) -> list[tuple[KeptNote, str]]:
    """The notes that somebody uses again, each with how they would type it. One query."""
    notes = KeptNote.objects.of(user) if user.is_authenticated else ()
    return [(note, as_typed(note.html)) for note in notes]


@register.simple_tag
def writer_of(revision: Revision, writers: Mapping[int, str]) -> SafeString:
    """Who made a revision, by the pen name that the work's writers know them by."""
    if revision.made_by_id is None and revision.based_on is None:
        return format_html("{}", _("as it came here"))
    name = writers.get(revision.made_by_id or 0, _("somebody who has left"))
    return format_html("<bdi>{}</bdi>", name)


@register.filter
def name_of_chapter(chapter: Chapter) -> str:
    """A chapter's title, or which it is."""
    place = chapter.deleted_from or chapter.position
    return chapter.title or _("chapter %(number)s") % {"number": place}
