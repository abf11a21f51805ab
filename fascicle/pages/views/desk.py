"""The host's desk: what waits, and the way to everything a host may do."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fascicle.accounts.access import hosts_only
from fascicle.accounts.viewer import MemberRequest, Viewer
from fascicle.pages.forms import RateForm
from fascicle.pages.queries import glance
from fascicle.works import actions as works
from fascicle.works.models import Work

PER_PAGE = 100


@hosts_only
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    return render(request, "pages/desk.html", {"glance": glance()})


@hosts_only
@require_http_methods(["GET", "HEAD", "POST"])
def unrated(request: MemberRequest) -> HttpResponse:
    """Works that nobody has rated: tick some, give them a rating."""
    form = RateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = list(form.cleaned_data["works"])
        works.rate_works(chosen, form.cleaned_data["rating"])
        messages.success(request, _rated(len(chosen)))
        return redirect("pages:unrated")
    # A host rates by what the work is about, so nothing is held back here.
    listed = Work.objects.unrated().for_blurbs(Viewer(sees_adult=True)).newest_first()
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    ticked = set(request.POST.getlist("works"))
    context = {"form": form, "page": page, "ticked": ticked}
    return render(request, "pages/unrated.html", context)


def _rated(count: int) -> str:
    text = ngettext("Rated %(count)d work.", "Rated %(count)d works.", count)
    return text % {"count": count}
