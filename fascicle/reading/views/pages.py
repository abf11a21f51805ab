"""The pages of a work as they are shown, whoever has decided that they may be."""

from collections.abc import Sequence
from functools import partial

from django.http import HttpRequest, HttpResponse

from fascicle.accounts.viewer import Request
from fascicle.core.http import render_page, render_shared
from fascicle.reading.forms import RangeForm
from fascicle.reading.marks import Mark
from fascicle.reading.models import State
from fascicle.reading.portions import Portion
from fascicle.reading.queries import works as around
from fascicle.reading.queries.beside import beside
from fascicle.reading.queries.follows import following
from fascicle.reading.queries.highlights import marked_in
from fascicle.reading.queries.shelves import standings
from fascicle.works.company import credits_in
from fascicle.works.models import Chapter, Work


def work_page(
    request: Request, work: Work, chapters: Sequence[Chapter], *, through: str
) -> HttpResponse:
    viewer = request.viewer
    context = {
        "work": work,
        "chapters": chapters,
        "credits": credits_in([work]),
        "notes": around.tags_by_kind(work, notes=True),
        "kinds": around.tags_by_kind(work, notes=False),
        "places": around.places(work, viewer),
        "relatives": around.relatives(work, viewer),
        "gifts": around.gifts(work),
        "origins": around.origins(work, viewer),
        "announcements": around.announcements(work),
        "states": State.choices,
        "range_form": RangeForm(chapters=chapters) if len(chapters) > 1 else None,
        "through": through,
    }
    own = partial(_own_of_work, work=work)
    return render_shared(request, "reading/work.html", context, own)


def _own_of_work(request: Request, *, work: Work) -> dict[str, object]:
    viewer = request.viewer
    return {
        "beside": beside(viewer, work),
        "standings": standings(work, viewer),
        "following": following("work", work.pk, viewer),
    }


def chapter_page(
    request: Request,
    work: Work,
    chapters: Sequence[Chapter],
    chapter: Chapter,
    *,
    through: str,
) -> HttpResponse:
    """One chapter, with its text loaded, among those that are to be read."""
    before, after = _neighbours(chapters, chapter)
    mark = Mark.asked_for(request.GET.dict())
    chapter.mark = mark  # type: ignore[attr-defined]
    context = {
        "work": work,
        "chapter": chapter,
        "chapters": chapters,
        "credits": credits_in([work]),
        "previous": before,
        "following": after,
        "places": [] if after else around.places(work, request.viewer),
        "notes": around.tags_by_kind(work, notes=True),
        "through": through,
    }
    own = partial(_own_of_chapter, work=work, chapter=chapter)
    return render_shared(request, "reading/chapter.html", context, own)


def _own_of_chapter(
    request: Request, *, work: Work, chapter: Chapter
) -> dict[str, object]:
    viewer = request.viewer
    is_there = chapter.mark is not None  # type: ignore[attr-defined]
    return {
        "beside": beside(viewer, work, chapter, is_there=is_there),
        "marked": marked_in(viewer, [chapter]),
    }


def whole_page(
    request: Request,
    work: Work,
    chapters: Sequence[Chapter],
    portion: Portion,
    shown: Sequence[Chapter],
    *,
    through: str,
) -> HttpResponse:
    """All chapters, or of a long work the portion that is shown, with their texts loaded.

    A script asks for the next ones.
    """
    context = {
        "work": work,
        "chapters": chapters,
        "credits": credits_in([work]),
        "shown": shown,
        "portion": portion,
        "beside": beside(request.viewer, work),
        "places": around.places(work, request.viewer),
        "notes": around.tags_by_kind(work, notes=True),
        "marked": marked_in(request.viewer, shown),
        "through": through,
        "first_heading": 3 if len(chapters) > 1 else 2,
    }
    return render_page(request, "reading/whole.html", context, part="portion")


def gate_page(request: Request, work: Work | None) -> HttpResponse:
    """What stands before a work for adults: its title, rating and content notes, no more."""
    response = render_shared(request, "reading/gate.html", {"work": work}, _nothing)
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


def _nothing(_: HttpRequest) -> dict[str, object]:
    """What is one reader's own before the gate."""
    return {}


def _neighbours(
    chapters: Sequence[Chapter], chapter: Chapter
) -> tuple[Chapter | None, Chapter | None]:
    before = [one for one in chapters if one.position < chapter.position]
    after = [one for one in chapters if one.position > chapter.position]
    return (before[-1] if before else None, after[0] if after else None)
