"""What curators did, and taking it back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.access import curators_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.core import keys
from fascicle.tags import actions, wording
from fascicle.tags.models import TagChange
from fascicle.tags.views.deciding import MOST, back

A_PAGE = 50


@curators_only
@require_safe
def changes(request: MemberRequest) -> HttpResponse:
    listed = TagChange.objects.for_list().newest_first()
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "tags/changes.html", {"page": page})


@curators_only
@require_POST
def undoing(request: MemberRequest) -> HttpResponse:
    """Take back one change, or several, the newest first."""
    texts = request.POST.getlist("change") or request.GET.getlist("change")
    pks = keys.keys(texts)[:MOST]
    undone = []
    for change in TagChange.objects.with_pks(pks).newest_first():
        names = {"change": wording.done(change)}
        try:
            actions.undo(change, by=request.user, at=now())
        except actions.AlreadyUndone:
            messages.info(request, _("This was undone already: %(change)s") % names)
        except actions.BuiltUpon:
            said = _("Something later rests on this. Undo that first: %(change)s")
            messages.error(request, said % names)
        else:
            undone.append(change)
    if undone:
        messages.success(request, _said(undone))
    return back(request)


def _said(undone: list[TagChange]) -> str:
    if len(undone) == 1:
        return _("Undone: %(change)s") % {"change": wording.done(undone[0])}
    text = ngettext("%(n)d change undone.", "%(n)d changes undone.", len(undone))
    return text % {"n": len(undone)}
