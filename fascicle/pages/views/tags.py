"""The tags of a kind, above all the content notes: the host adds, renames, removes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fascicle.accounts.access import hosts_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.pages.forms import NewTagsForm, TagForm
from fascicle.tags import actions
from fascicle.tags.models import Kind, Tag

PER_PAGE = 200

form_page = require_http_methods(["GET", "HEAD", "POST"])


@hosts_only
@form_page
def kind_tags(request: MemberRequest, kind_id: int) -> HttpResponse:
    kind = get_object_or_404(Kind, pk=kind_id)
    form = NewTagsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.tags_named(kind, form.cleaned_data["names"])
        messages.success(request, _("Added."))
        return redirect("pages:kind_tags", kind_id)
    tags = kind.tags.with_use().by_name()
    page = Paginator(tags, PER_PAGE).get_page(request.GET.get("page"))
    context = {"kind": kind, "form": form, "page": page}
    return render(request, "pages/kind_tags.html", context)


@hosts_only
@form_page
def tag(request: MemberRequest, tag_id: int) -> HttpResponse:
    row = get_object_or_404(Tag.objects.select_related("kind"), pk=tag_id)
    initial = {"name": row.name, "description": row.description}
    form = TagForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe_tag(
                row, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except actions.NameTaken:
            form.add_error("name", _("There is another tag of this name."))
        else:
            messages.success(request, _("Saved."))
            return redirect("pages:kind_tags", row.kind_id)
    context = {"form": form, "title": initial["name"], "kind": row.kind}
    return render(request, "pages/vocabulary_form.html", context)


@hosts_only
@require_POST
def tag_removal(request: MemberRequest, tag_id: int) -> HttpResponse:
    row = get_object_or_404(Tag, pk=tag_id)
    try:
        actions.remove_tag(row)
    except actions.TagInUse:
        refusal = _("“%(name)s” stays: works bear it, or it has synonyms.")
        messages.error(request, refusal % {"name": row.name})
    else:
        messages.success(request, _("Removed."))
    return redirect("pages:kind_tags", row.kind_id)
