"""Who writes a work: names, offers, anonymity, letting go."""

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.models import PenName
from fascicle.accounts.submissions import once
from fascicle.accounts.viewer import MemberRequest
from fascicle.works import actions
from fascicle.works.company import Writer, guests_of, writers_of
from fascicle.works.forms.company import HandOverForm, OfferForm, WriteAsForm
from fascicle.works.models import Chapter, Offer, Series, Work
from fascicle.works.views.lookup import chapter_of_own_work, members_only, own_work


@members_only
@require_safe
def company(request: MemberRequest, work_id: int) -> HttpResponse:
    return _page(request, own_work(request, work_id))


def _page(
    request: MemberRequest,
    work: Work,
    *,
    offer_form: OfferForm | None = None,
    heir_form: HandOverForm | None = None,
    status: int = 200,
) -> HttpResponse:
    writers = writers_of(work, request.user)
    own = [one for one in writers if one.is_own]
    others = request.user.pen_names.count() > len(own)
    context = {
        "work": work,
        "writers": writers,
        "own": own,
        "in_byline": [one for one in writers if not one.is_hidden],
        "is_hidden": any(one.is_hidden for one in own),
        "has_company": actions.others_writing(work, request.user),
        "guests": guests_of(work),
        "offers": list(Offer.objects.of(work)),
        "offer_form": offer_form or _offer_form(work),
        "heir_form": heir_form or HandOverForm(prefix="heir"),
        "as_form": _as_form(request, own) if others else None,
    }
    return render(request, "works/company.html", context, status=status)


def _as_form(request: MemberRequest, own: list[Writer]) -> WriteAsForm:
    now = own[0].pen_name if len(own) == 1 else None
    return WriteAsForm(writer=request.user, now=now)


def _offer_form(work: Work, data: object = None) -> OfferForm:
    chapters = Chapter.objects.for_instalments(work)
    return OfferForm(data, chapters=list(chapters))  # type: ignore[arg-type]


@members_only
@require_POST
@once
def offering(request: MemberRequest, work_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    form = _offer_form(work, request.POST)
    if form.is_valid() and _offered(request, work, form):
        return redirect("works:company", work.pk)
    return _page(request, work, offer_form=form, status=422)


@members_only
@require_POST
@once
def handing_over(request: MemberRequest, work_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    form = HandOverForm(request.POST, prefix="heir")
    if form.is_valid() and _offered(request, work, form):
        return redirect("works:company", work.pk)
    return _page(request, work, heir_form=form, status=422)


def _offered(
    request: MemberRequest, work: Work, form: OfferForm | HandOverForm
) -> bool:
    name = form.cleaned_data["name"]
    try:
        actions.offer(
            work,
            name,
            kind=form.kind,
            chapter=form.chapter,
            by=request.user,
            at=timezone.now(),
        )
    except actions.CannotBeOffered:
        trouble = _("Nobody of this name can be asked. Look at how it is spelt.")
    except actions.OwnName:
        trouble = _("That is you. Your own names are changed above.")
    except actions.WritesItAlready:
        trouble = _("They write it already.")
    except actions.OfferedAlready:
        trouble = _("They have been asked, and have not answered yet.")
    except actions.TooManyOffers:
        trouble = _("Too many have not answered yet. Withdraw an offer first.")
    else:
        said = _("Asked: %(name)s. Nothing changes until they accept.")
        messages.success(request, said % {"name": name})
        return True
    form.add_error("name", trouble)
    return False


@members_only
@require_POST
def withdrawal(request: MemberRequest, work_id: int, offer_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    offer = get_object_or_404(Offer.objects.of(work), pk=offer_id)
    actions.withdraw_offer(offer, at=timezone.now())
    messages.success(request, _("The offer is withdrawn."))
    return redirect("works:company", work_id)


@members_only
@require_POST
def guest_removal(
    request: MemberRequest, work_id: int, chapter_id: int, pen_name_id: int
) -> HttpResponse:
    """Have somebody write a chapter no longer."""
    chapter = chapter_of_own_work(request, work_id, chapter_id)
    names = PenName.objects.with_pks([pen_name_id])
    actions.leave_chapter(chapter, pen_names=names)
    messages.success(request, _("They don’t write that chapter any more."))
    return redirect("works:company", work_id)


@members_only
@require_POST
def name_move(request: MemberRequest, work_id: int, pen_name_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    name = get_object_or_404(work.pen_names, pk=pen_name_id)
    actions.move_name(work, name, up=request.POST.get("to") == "up")
    return redirect("works:company", work_id)


@members_only
@require_POST
def own_name(request: MemberRequest, work_id: int, pen_name_id: int) -> HttpResponse:
    """Write a work under another name of one's own."""
    work = own_work(request, work_id)
    old = get_object_or_404(request.user.pen_names, pk=pen_name_id)
    form = WriteAsForm(request.POST, writer=request.user, now=old)
    if form.is_valid():
        actions.write_as(work, old, form.cleaned_data["pen_name"])
        messages.success(request, _("You write it under another name now."))
    else:
        messages.error(request, _("Nothing was changed: choose one of your names."))
    return redirect("works:company", work_id)


@members_only
@require_POST
def hiding(request: MemberRequest, work_id: int) -> HttpResponse:
    left = actions.hide_name(own_work(request, work_id), by=request.user)
    messages.success(
        request, _("Your name is hidden. Readers see that it is anonymous.")
    )
    _tell_of_series(request, left)
    return redirect("works:company", work_id)


@members_only
@require_POST
def showing(request: MemberRequest, work_id: int) -> HttpResponse:
    left = actions.show_name(own_work(request, work_id), by=request.user)
    messages.success(request, _("Your name stands on it again."))
    _tell_of_series(request, left)
    return redirect("works:company", work_id)


def _tell_of_series(request: MemberRequest, left: list[Series]) -> None:
    for series in left:
        said = _("It has left the series “%(title)s”, which would tell who you are.")
        messages.warning(request, said % {"title": series.title})


@members_only
@require_POST
def leaving(request: MemberRequest, work_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    try:
        actions.leave(work, by=request.user, at=timezone.now())
    except actions.LastWriter:
        said = _("Nobody else writes it. You can orphan it, hand it over or delete it.")
        messages.error(request, said)
        return redirect("works:company", work_id)
    messages.success(request, _left(work, _("You don’t write “%(title)s” any more.")))
    return redirect("works:desk")


@members_only
@require_POST
def orphaning(request: MemberRequest, work_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    actions.orphan(work, by=request.user, at=timezone.now())
    said = _("Your name is gone from “%(title)s”. For three days you can take it back.")
    messages.success(request, _left(work, said))
    return redirect("works:bin")


@members_only
@require_POST
def work_removal(request: MemberRequest, work_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    try:
        actions.throw_away_work(work, by=request.user, at=timezone.now())
    except actions.OthersWriteIt:
        messages.error(request, _("Others write it too: you can leave it to them."))
        return redirect("works:company", work_id)
    said = _("“%(title)s” is in your bin. You can take it back from there.")
    messages.success(request, _left(work, said))
    return redirect("works:bin")


def _left(work: Model, sentence: str) -> str:
    return sentence % {"title": str(work)}
