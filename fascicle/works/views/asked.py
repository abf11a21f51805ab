"""What others ask of somebody: offers, links back, gifts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.viewer import MemberRequest
from fascicle.works import actions
from fascicle.works.company import chapters_as_guest
from fascicle.works.models import Chapter, Gift, Offer, Relation, SeriesOwner
from fascicle.works.queries import names_of_those_who_ask
from fascicle.works.views.lookup import members_only

#: So many of a kind stand on the page; the others come up as these are answered.
SHOWN = 50


@members_only
@require_safe
def offers(request: MemberRequest) -> HttpResponse:
    viewer = request.viewer
    offers = list(Offer.objects.to(viewer).for_answering()[:SHOWN])
    asking = Relation.objects.to_works_of(viewer)
    context = {
        "offers": names_of_those_who_ask(offers),
        "relations": list(asking.unanswered()[:SHOWN]),
        "series": list(SeriesOwner.objects.open_to(viewer)[:SHOWN]),
        "gifts": list(Gift.objects.to(viewer)[:SHOWN]),
        "chapters": chapters_as_guest(request.user),
    }
    return render(request, "works/offers.html", context)


@members_only
@require_POST
def acceptance(request: MemberRequest, offer_id: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.to(request.viewer), pk=offer_id)
    try:
        actions.accept_offer(offer, by=request.user, at=timezone.now())
    except actions.OfferVoid:
        said = _("It is not to be had any more: whoever offered it has left it.")
        messages.error(request, said)
        return redirect("works:offers")
    messages.success(request, _("Accepted. You can write it now."))
    if offer.chapter_id:
        return redirect("works:chapter", offer.work_id, offer.chapter_id)
    return redirect("works:work", offer.work_id)


@members_only
@require_POST
def refusal(request: MemberRequest, offer_id: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.to(request.viewer), pk=offer_id)
    actions.decline_offer(offer, at=timezone.now())
    messages.success(request, _("Declined."))
    return redirect("works:offers")


@members_only
@require_POST
def chapter_leaving(request: MemberRequest, chapter_id: int) -> HttpResponse:
    """Write a chapter of somebody else's work no longer."""
    chapters = Chapter.objects.editable_by(request.viewer)
    chapter = get_object_or_404(chapters, pk=chapter_id)
    actions.leave_chapter(chapter, pen_names=request.user.pen_names.all())
    messages.success(request, _("You don’t write that chapter any more."))
    return redirect("works:offers")


@members_only
@require_POST
def gift_refusal(request: MemberRequest, gift_id: int) -> HttpResponse:
    gift = get_object_or_404(Gift.objects.to(request.viewer), pk=gift_id)
    actions.decline_gift(gift, at=timezone.now())
    messages.success(request, _("Your name is off it."))
    return redirect("works:offers")


@members_only
@require_POST
def relation_approval(request: MemberRequest, relation_id: int) -> HttpResponse:
    asking = Relation.objects.to_works_of(request.viewer)
    relation = get_object_or_404(asking, pk=relation_id)
    actions.approve_relation(relation, at=timezone.now())
    messages.success(request, _("Your story links back to it now."))
    return redirect(_back(request, relation))


@members_only
@require_POST
def relation_refusal(request: MemberRequest, relation_id: int) -> HttpResponse:
    asking = Relation.objects.to_works_of(request.viewer)
    relation = get_object_or_404(asking, pk=relation_id)
    actions.decline_relation(relation, at=timezone.now())
    messages.success(request, _("Your story does not link back to it."))
    return redirect(_back(request, relation))


def _back(request: MemberRequest, relation: Relation) -> str:
    """To the page the button stood on."""
    from_work = request.POST.get("from") == "work" and relation.to_work_id
    if not from_work:
        return reverse("works:offers")
    return reverse("works:relations", args=[relation.to_work_id])
