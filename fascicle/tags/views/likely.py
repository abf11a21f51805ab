"""Likely synonyms: merged, or told apart."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.access import curators_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.core import keys
from fascicle.tags import actions, queries
from fascicle.tags.models import Kind, Lookalike, Tag, TagChange
from fascicle.tags.views.deciding import MOST, back, do_each, last_go

A_PAGE = 50


@curators_only
@require_safe
def likely(request: MemberRequest) -> HttpResponse:
    slug = request.GET.get("kind", "")
    chosen = get_object_or_404(Kind, slug=slug) if slug else None
    listed = Lookalike.objects.standing().for_list().most_likely()
    if chosen is not None:
        listed = listed.of_kind(chosen)
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    counts = queries.likely_counts()
    use = queries.use_of(pk for one in page for pk in (one.tag_id, one.of_id))
    context = {
        "chosen": chosen,
        "kinds": [
            (kind, counts[kind.pk])
            for kind in Kind.objects.in_order()
            if kind.pk in counts
        ],
        "all": sum(counts.values()),
        "page": page,
        "rows": [(one, use.get(one.tag_id, 0), use.get(one.of_id, 0)) for one in page],
        "last": last_go(request.user),
    }
    return render(request, "tags/likely.html", context)


@curators_only
@require_POST
def mergers(request: MemberRequest) -> HttpResponse:
    """The two are one."""
    return _decide(
        request,
        lambda tag, of, at: actions.merge(tag, into=of, by=request.user, at=at),
    )


@curators_only
@require_POST
def differences(request: MemberRequest) -> HttpResponse:
    """The two are different, and are not suggested again."""
    return _decide(
        request, lambda tag, of, at: actions.tell_apart(tag, of, by=request.user, at=at)
    )


def _decide(
    request: MemberRequest, act: Callable[[Tag, Tag, datetime], TagChange | None]
) -> HttpResponse:
    # A button beside one row stands for it alone, whatever is ticked.
    texts = request.POST.getlist("this") or request.POST.getlist("likely")
    pks = keys.keys(texts)[:MOST]
    picked = list(Lookalike.objects.with_pks(pks).for_list().most_likely())
    if not picked:
        messages.error(request, _("Choose suggestions first: tick their boxes."))
        return back(request)
    of = {one.tag_id: one.of for one in picked}
    tags: Sequence[Tag] = [one.tag for one in picked]
    others = {one.of.name for one in picked}
    other = others.pop() if len(others) == 1 else ""
    do_each(request, tags, lambda tag, at: act(tag, of[tag.pk], at), other=other)
    return back(request)
