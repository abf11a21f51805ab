"""The host's own words: the archive's name, ratings, kinds of tag."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from fascicle.accounts.access import hosts_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.models import Archive
from fascicle.pages.forms import ArchiveForm, KindForm, RatingForm
from fascicle.tags.models import Kind
from fascicle.works.models import Rating

form_page = require_http_methods(["GET", "HEAD", "POST"])


@hosts_only
@require_safe
def overview(request: MemberRequest) -> HttpResponse:
    context = {
        "ratings": Rating.objects.in_order().with_use(),
        "kinds": Kind.objects.in_order().with_use(),
        "notes": Kind.objects.content_notes().in_order().with_tags(),
    }
    return render(request, "pages/vocabulary.html", context)


@hosts_only
@form_page
def archive_details(request: MemberRequest) -> HttpResponse:
    archive = get_object_or_404(Archive)
    form = ArchiveForm(request.POST or None, instance=archive)
    return _edit(request, form, _("The archive"))


@hosts_only
@form_page
def new_rating(request: MemberRequest) -> HttpResponse:
    form = RatingForm(
        request.POST or None, initial={"position": Rating.objects.count()}
    )
    return _edit(request, form, _("A new rating"))


@hosts_only
@form_page
def rating(request: MemberRequest, rating_id: int) -> HttpResponse:
    row = get_object_or_404(Rating, pk=rating_id)
    return _edit(request, RatingForm(request.POST or None, instance=row), row.name)


@hosts_only
@require_POST
def rating_removal(request: MemberRequest, rating_id: int) -> HttpResponse:
    row = get_object_or_404(Rating, pk=rating_id)
    refusal = _("“%(name)s” is in use. Give its works another rating first.") % {
        "name": row.name
    }
    return _remove(request, row.delete, refusal)


@hosts_only
@form_page
def new_kind(request: MemberRequest) -> HttpResponse:
    form = KindForm(request.POST or None, initial={"position": Kind.objects.count()})
    return _edit(request, form, _("A new kind of tag"))


@hosts_only
@form_page
def kind(request: MemberRequest, kind_id: int) -> HttpResponse:
    row = get_object_or_404(Kind, pk=kind_id)
    name = row.name  # as it was, whatever is typed
    return _edit(request, KindForm(request.POST or None, instance=row), capfirst(name))


@hosts_only
@require_POST
def kind_removal(request: MemberRequest, kind_id: int) -> HttpResponse:
    row = get_object_or_404(Kind, pk=kind_id)
    refusal = _("“%(name)s” still has tags. Move or remove them first.") % {
        "name": row.name
    }
    return _remove(request, row.delete, refusal)


def _edit(
    request: MemberRequest, form: ArchiveForm | RatingForm | KindForm, title: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("pages:vocabulary")
    return render(request, "pages/vocabulary_form.html", {"form": form, "title": title})


def _remove(
    request: MemberRequest, delete: Callable[[], object], refusal: str
) -> HttpResponse:
    try:
        delete()
    except ProtectedError:
        messages.error(request, refusal)
    else:
        messages.success(request, _("Removed."))
    return redirect("pages:vocabulary")
