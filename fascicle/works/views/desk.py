"""All works of a writer at a glance."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.viewer import MemberRequest
from fascicle.works import actions
from fascicle.works.forms.desk import GlanceForm
from fascicle.works.glance import State, Wanted, works_at_desk
from fascicle.works.models import Offer, Relation, SeriesOwner
from fascicle.works.views.lookup import members_only

PAGE = 50


@members_only
@require_safe
def desk(request: MemberRequest) -> HttpResponse:
    form = GlanceForm(request.GET)
    wanted = form.wanted
    works = works_at_desk(request.viewer, wanted)
    page = Paginator(works, PAGE).get_page(request.GET.get("page"))
    questions = (
        Offer.objects.to(request.viewer),
        Relation.objects.to_works_of(request.viewer).unanswered(),
        SeriesOwner.objects.open_to(request.viewer),
    )
    context = {
        "form": form,
        "wanted": wanted,
        "page": page,
        "is_narrowed": bool(wanted.words or wanted.state),
        "is_new": not page.paginator.count and wanted == Wanted(order=wanted.order),
        "has_news": works_at_desk(request.viewer, Wanted(state=State.NEWS)).exists(),
        "last_edit": request.user.bulk_edits.order_by("-made_at").first(),
        "asked": sum(one.count() for one in questions),
    }
    return render(request, "works/desk.html", context)


@members_only
@require_POST
def seen(request: MemberRequest) -> HttpResponse:
    """What readers have done is not new any more."""
    actions.see_tallies(request.viewer)
    return redirect("works:desk")
