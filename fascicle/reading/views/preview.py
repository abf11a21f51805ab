"""A work as its readers will see it, for its writers: the same pages, seen by somebody else.

The pages of a work take ``?preview=guest`` or ``member`` from those who write it, and are then
shown as such a reader would see them, in a frame on one of our pages if need be.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from fascicle.accounts.access import members_only
from fascicle.accounts.viewer import MemberRequest, Request, Viewer, nobody_known
from fascicle.reading.forms import MEMBER, PreviewForm
from fascicle.reading.portions import portion_from
from fascicle.reading.views import pages
from fascicle.works.models import Chapter, Work

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]
Shown = Callable[Concatenate[Request, Work, str, P], HttpResponse]
ASKED = "preview"


@members_only
@require_safe
def preview(request: MemberRequest, work_id: int) -> HttpResponse:
    """How, as whom and what to look at, and the page itself in a frame."""
    work = get_object_or_404(Work.objects.editable_by(request.viewer), pk=work_id)
    chapters = list(Chapter.objects.of(work).living().before_gate().in_order())
    form = PreviewForm(request.GET or None, chapters=chapters, work=work)
    shown = form if form.is_valid() else PreviewForm.usual(chapters, work)
    context = {
        "work": work,
        "form": form if form.is_bound else shown,
        "src": shown.address(),
        "is_narrow": shown.is_narrow,
        "chapters": chapters,
    }
    response = render(request, "reading/preview.html", context)
    response._csp_update = {"frame-src": ["'self'"]}  # type: ignore[attr-defined]
    return response


def previewed(show: Shown[P]) -> Callable[[View[P]], View[P]]:
    """A page of a work that its writers may see as others will."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def either(
            request: Request, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            if request.GET.get(ASKED) and request.viewer.is_member:
                work_id = cast("int", kwargs["work_id"])
                own = Work.objects.editable_by(request.viewer)
                if work := own.for_books().with_pk(work_id):
                    return _framed(request, work, show, *args, **kwargs)
            return view(request, *args, **kwargs)

        return either

    return decorate


def _framed(
    request: Request, work: Work, show: Shown[P], *args: P.args, **kwargs: P.kwargs
) -> HttpResponse:
    response = _shown(request, work, show, *args, **kwargs)
    policy = {"frame-ancestors": ["'self'"]}
    response._csp_replace = policy  # type: ignore[attr-defined]
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


def _shown(
    request: Request, work: Work, show: Shown[P], *args: P.args, **kwargs: P.kwargs
) -> HttpResponse:
    """The page as a reader who is nobody in particular sees it."""
    at_gate = Work.objects.editable_by(request.viewer).at_gate().with_pk(work.pk)
    is_member = request.GET[ASKED] == MEMBER
    sees_adult = "adult" in request.GET
    reader = nobody_known() if is_member else None
    request.is_framed = True
    request.viewer = Viewer(user=reader, sees_adult=sees_adult)
    request.user = reader or AnonymousUser()
    if not is_member and work.members_only:
        raise Http404
    if not sees_adult and (work.rating is None or work.rating.is_adult):
        return pages.gate_page(request, at_gate)
    through = "?" + urlencode({k: v for k, v in request.GET.items() if k in KEPT})
    return show(request, work, through, *args, **kwargs)


#: What links between previewed pages end in.
KEPT = (ASKED, "adult", "drafts")


def work(request: Request, work: Work, through: str, *, work_id: int) -> HttpResponse:
    chapters = _chapters(request, work)
    if not chapters:
        raise Http404  # nothing is public, and the drafts were not asked for
    return pages.work_page(request, work, chapters, through=through)


def chapter(
    request: Request, work: Work, through: str, *, work_id: int, position: int
) -> HttpResponse:
    chapters = _chapters(request, work)
    at = {one.position: one.pk for one in chapters}
    texts = Chapter.objects.of(work).with_text()
    chapter = get_object_or_404(texts, pk=at.get(position, 0))
    return pages.chapter_page(request, work, chapters, chapter, through=through)


def whole(request: Request, work: Work, through: str, *, work_id: int) -> HttpResponse:
    chapters = _chapters(request, work)
    every = Chapter.objects.of(work)
    texts = every.living() if "drafts" in request.GET else every.posted()
    portion = portion_from(chapters, request.GET.get("from", ""))
    shown = list(texts.in_portion(portion.first, portion.last))
    return pages.whole_page(request, work, chapters, portion, shown, through=through)


def _chapters(request: Request, work: Work) -> list[Chapter]:
    """Those that are public, or all of them as if they were; the work counts them."""
    every = Chapter.objects.of(work).before_gate().in_order()
    with_drafts = "drafts" in request.GET
    chapters = list(every.living() if with_drafts else every.posted())
    for one in chapters:
        one.posted_at = one.posted_at or work.updated_at
    work.posted_at = work.posted_at or work.updated_at
    work.chapter_count = len(chapters)
    work.word_count = sum(one.word_count for one in chapters)
    return chapters
