"""What was decided in a batch, and taking it back."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.access import hosts_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.http import render_page
from fascicle.importing.actions.review.journal import NotUnderReview
from fascicle.importing.actions.review.undoing import (
    BuiltUpon,
    InLibrary,
    NothingToUndo,
    Undone,
    undo_change,
    undo_last,
)
from fascicle.importing.models import Batch, Change
from fascicle.importing.queries import Narrowing
from fascicle.importing.views.batches import not_now

A_PAGE = 50


@hosts_only
@require_safe
def changes(request: MemberRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(Batch, pk=batch_id)
    rows = Change.objects.of(batch).for_list().newest_first()
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "batch": batch,
        "page": page,
        "last": Change.objects.last_of(batch),
    }
    return render_page(request, "importing/changes.html", context, part="list")


@hosts_only
@require_POST
def last_undoing(request: MemberRequest, batch_id: int) -> HttpResponse:
    batch = get_object_or_404(Batch, pk=batch_id)
    _undo(request, lambda at: undo_last(batch, at=at))
    query = Narrowing.asked(QueryDict(request.POST.get("query", "")).dict()).address()
    return HttpResponseRedirect(f"{batch.get_absolute_url()}?{query}".rstrip("?"))


@hosts_only
@require_POST
def change_undoing(
    request: MemberRequest, batch_id: int, change_id: int
) -> HttpResponse:
    change = get_object_or_404(Change, pk=change_id, batch=batch_id)
    _undo(request, lambda at: undo_change(change, at=at))
    return redirect("importing:changes", batch_id)


def _undo(request: MemberRequest, undo: Callable[[datetime], Undone]) -> None:
    try:
        undone = undo(now())
    except NothingToUndo:
        messages.info(request, _("There is nothing to undo."))
    except BuiltUpon as error:
        later = _("“%(later)s” came later and rests on it. Undo that first.")
        messages.error(request, later % {"later": error.args[0]})
    except InLibrary:
        messages.error(request, _("These works are in the library by now."))
    except NotUnderReview:
        messages.error(request, not_now())
    else:
        messages.success(request, _("Undone: %(label)s.") % {"label": undone.change})
        _say_what_stayed(request, undone.stayed)


def _say_what_stayed(request: MemberRequest, count: int) -> None:
    if count:
        said = ngettext(
            "%d work stays in the library, as it was changed there since.",
            "%d works stay in the library, as they were changed there since.",
            count,
        )
        messages.warning(request, said % count)
