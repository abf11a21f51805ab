"""Many works at once: chosen, changed in a form, looked at, done, undone."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.submissions import once
from fascicle.accounts.viewer import MemberRequest
from fascicle.tags.models import Kind
from fascicle.tags.refusals import NotCoinable, TooMany
from fascicle.works import actions
from fascicle.works.forms.desk import BulkForm, GlanceForm
from fascicle.works.glance import works_at_desk
from fascicle.works.models import BulkEdit, Series, Work, WorkQuerySet
from fascicle.works.views.describing import tags_changed
from fascicle.works.views.lookup import members_only

#: So many works can be changed at once.
MOST = 800
#: What of a form is not carried on to the next step.
NOT_CARRIED = {"csrfmiddlewaretoken", "submission", "works"}


def _chosen(request: MemberRequest) -> list[int]:
    """Keys of the viewer's works among those that were ticked, or of all that are shown."""
    if "every" in request.POST:
        form = GlanceForm(request.POST)
        works = works_at_desk(request.viewer, form.wanted)
    else:
        ticked = request.POST.getlist("works")[:MOST]
        keys = [int(key) for key in ticked if _is_key(key)]
        works = Work.objects.editable_by(request.viewer).with_pks(keys)
    return list(works.values_list("pk", flat=True)[:MOST])


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _works(request: MemberRequest, keys: Sequence[int]) -> WorkQuerySet:
    return Work.objects.editable_by(request.viewer).with_pks(keys).by_title()


def _form(request: MemberRequest, keys: Sequence[int], *, is_sent: bool) -> BulkForm:
    return BulkForm(
        request.POST if is_sent else None,
        kinds=list(Kind.objects.in_order()),
        series=Series.objects.editable_by(request.viewer).by_title(),
        tags=actions.tags_in_use(_works(request, keys)),
    )


@members_only
@require_POST
def choosing(request: MemberRequest) -> HttpResponse:
    """What shall be otherwise with the works that were chosen."""
    keys = _chosen(request)
    if not keys:
        messages.error(
            request, _("Choose some stories first, by the boxes before them.")
        )
        return redirect("works:desk")
    return _form_page(request, keys, _form(request, keys, is_sent=False))


def _form_page(
    request: MemberRequest, keys: Sequence[int], form: BulkForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "keys": keys,
        "names": list(_works(request, keys).only("title")),
    }
    return render(request, "works/bulk.html", context, status=status)


@members_only
@require_POST
def preview(request: MemberRequest) -> HttpResponse:
    """What it would do to each work."""
    keys = _chosen(request)
    if not keys:
        return redirect("works:desk")
    form = _form(request, keys, is_sent=True)
    if not form.is_valid():
        return _form_page(request, keys, form, status=422)
    plans = actions.plan_bulk(_works(request, keys), form.change, by=request.user)
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_CARRIED
        for value in values
    ]
    context = {
        "plans": plans,
        "changing": sum(1 for plan in plans if plan.changes),
        "keys": keys,
        "carried": carried,
        "rating": form.cleaned_data["rating"],
    }
    return render(request, "works/bulk_preview.html", context)


@members_only
@require_POST
@once
def changes(request: MemberRequest) -> HttpResponse:
    """Do it."""
    keys = _chosen(request)
    if not keys:
        return redirect("works:desk")
    form = _form(request, keys, is_sent=True)
    if not form.is_valid():
        return _form_page(request, keys, form, status=422)
    try:
        edit = actions.change_many(
            _works(request, keys), form.change, by=request.user, at=timezone.now()
        )
    except (TooMany, NotCoinable):
        form.add_error(None, tags_changed())
        return _form_page(request, keys, form, status=422)
    return redirect("works:bulk_edit", edit.pk)


@members_only
@require_safe
def bulk_edit(request: MemberRequest, edit_id: int) -> HttpResponse:
    """What was done, and the way back."""
    edit = get_object_or_404(request.user.bulk_edits, pk=edit_id)
    keys = [int(key) for key in edit.before]
    context = {"edit": edit, "works": list(_works(request, keys).only("title"))}
    return render(request, "works/bulk_done.html", context)


@members_only
@require_POST
def bulk_undoing(request: MemberRequest, edit_id: int) -> HttpResponse:
    edit: BulkEdit = get_object_or_404(request.user.bulk_edits, pk=edit_id)
    actions.undo_many(edit, by=request.user, at=timezone.now())
    messages.success(
        request, _("Undone. All is as it was, but for what changed since.")
    )
    return redirect("works:desk")
