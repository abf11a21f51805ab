"""How the search index is, for hosts and curators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.access import curators_only, hosts_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.http import render_page
from fascicle.search.index import generations
from fascicle.search.index.rereading import rereading as read_how_far


@hosts_only
@require_safe
def indexing(request: MemberRequest) -> HttpResponse:
    context = {"state": generations.state()}
    return render_page(request, "search/indexing.html", context, part="state")


@hosts_only
@require_POST
def rebuilding(request: MemberRequest) -> HttpResponse:
    """Have the index built anew in the background; readers go on with the old one."""
    generations.ask_for_rebuild()
    messages.success(request, _("The search index will be built anew."))
    return redirect("search:indexing")


@curators_only
@require_safe
def rereading(request: MemberRequest) -> HttpResponse:
    """How far works are found under what their tags mean now."""
    context = {"rereading": read_how_far()}
    return render_page(request, "search/rereading.html", context, part="state")
