"""What of a work a browser keeps for reading without a network."""

from typing import Any

from django.urls import reverse

from fascicle.accounts.viewer import Viewer
from fascicle.accounts.who import reader_of
from fascicle.works.models import Chapter, Work


def pages_of(work: Work, viewer: Viewer) -> dict[str, Any]:
    """The addresses of a readable work's pages, each with what changes when its text does.

    One query.
    """
    chapters = Chapter.objects.readable_by(viewer).of(work).posted().in_order()
    versions = list(chapters.values_list("position", "version"))
    pages = [
        {"address": reverse("reading:chapter", args=[work.pk, at]), "version": version}
        for at, version in versions
    ]
    return {
        "key": work.pk,
        "title": str(work),
        "language": work.language,
        "by": [one.pen_name.name for one in work.bylines.all()],
        "address": work.get_absolute_url(),
        "reader": reader_of(viewer),
        "is_adult": work.rating is None or work.rating.is_adult,
        "pages": pages,
    }
