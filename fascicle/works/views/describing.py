"""Beginning a work, and what is said of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fascicle.accounts.submissions import once
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.names import name_key
from fascicle.tags.models import Kind
from fascicle.tags.refusals import NotCoinable, TooMany
from fascicle.works import actions
from fascicle.works.actions import (
    Beginning,
    Coming,
    NeedsRating,
    TakesNoGifts,
    TellsTheWriter,
    WorkChanged,
)
from fascicle.works.forms import NewWorkForm, WorkForm
from fascicle.works.forms.differing import differing
from fascicle.works.forms.notes import with_ticked_notes
from fascicle.works.models import Autosave, Chapter, Work
from fascicle.works.views.bonds import takes_no_gifts
from fascicle.works.views.lookup import members_only, own_work
from fascicle.works.views.series import tells_the_writer
from fascicle.works.views.texts import REFUSED, reason

#: What the button for it says, of the two that post.
QUIETLY = "quietly"
#: So many names are offered while one is typed.
NAMES = 12


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
@once
def new_work(request: MemberRequest) -> HttpResponse:
    kinds = list(Kind.objects.in_order())
    if request.method != "POST":
        kept = _kept(request)
        form = NewWorkForm(kinds=kinds, writer=request.user, typed=kept)
        return _new_page(request, form)
    sent = with_ticked_notes(request.POST, request.user)
    form = NewWorkForm(sent, kinds=kinds, writer=request.user)
    work = _begun(request, form) if form.is_valid() else None
    if work is None:
        return _new_page(request, form, status=422)
    return _to_first_chapter(request, work, form)


def _kept(request: MemberRequest) -> Autosave | None:
    """What was typed into this form once and never saved, if its slot is asked for."""
    try:
        slot = UUID(request.GET.get("typed", ""))
    except ValueError:
        return None
    return Autosave.objects.of(request.user).of_no_work().with_slot(slot)


def _begun(request: MemberRequest, form: NewWorkForm) -> Work | None:
    """The new work; None if it cannot be, which the form says then."""
    try:
        return actions.begin_work(
            form.details,
            form.chapter,
            _beginning(request, form),
            pen_name=form.cleaned_data["pen_name"],
            by=request.user,
            at=timezone.now(),
        )
    except REFUSED as error:
        form.add_error("text", reason(error))
    except NeedsRating:
        form.add_error("rating", needs_rating())
    except (TooMany, NotCoinable):
        form.add_error(None, tags_changed())
    except TellsTheWriter:
        form.bonds.place.add_error("series", tells_the_writer())
    except TakesNoGifts:
        form.bonds.gift.add_error("name", takes_no_gifts())
    return None


def _beginning(request: MemberRequest, form: NewWorkForm) -> Beginning:
    post = request.POST.get("post")
    dated = form.cleaned_data["dated"]
    return Beginning(
        is_anonymous=form.cleaned_data["anonymous"],
        place=form.bonds.to_place,
        named=form.bonds.to_name,
        gift=form.bonds.to_give,
        coming=Coming(quietly=post == QUIETLY, dated=dated) if post else None,
    )


def _to_first_chapter(
    request: MemberRequest, work: Work, form: NewWorkForm
) -> HttpResponse:
    chapter = work.chapters.get()
    if request.POST.get("post"):
        messages.success(request, _("Posted. Readers can find it now."))
    else:
        messages.success(request, _("Saved as a draft. Only its writers see it."))
    slot = form.typed_slot
    if slot:
        actions.throw_away_typed(request.user, slot)
    address = reverse("works:chapter", args=[work.pk, chapter.pk])
    return redirect(f"{address}?saved={slot}" if slot else address)


def _new_page(
    request: MemberRequest, form: NewWorkForm, *, status: int = 200
) -> HttpResponse:
    unsaved = Autosave.objects.of(request.user).of_no_work()
    slot = str(form["slot"].value())
    others = [one for one in unsaved if str(one.slot) != slot]
    context = {"form": form, "unsaved": others}
    return render(request, "works/new_work.html", context, status=status)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: MemberRequest, work_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    kinds = list(Kind.objects.in_order())
    initial = WorkForm.initial_of(work)
    if request.method != "POST":
        return _page(request, work, WorkForm(kinds=kinds, initial=initial))
    sent = with_ticked_notes(request.POST, request.user)
    form = WorkForm(sent, kinds=kinds, initial=initial)
    if not form.is_valid():
        return _page(request, work, form, status=422)
    base = form.cleaned_data["base_version"] or 0
    try:
        actions.describe_work(work, form.details, base_version=base)
    except WorkChanged as changed:
        return _conflict(request, changed.work, form, kinds)
    except NeedsRating:
        form.add_error("rating", needs_rating())
    except (TooMany, NotCoinable):
        form.add_error(None, tags_changed())
    else:
        messages.success(request, _("Saved."))
        return redirect("works:work", work.pk)
    return _page(request, work, form, status=422)


def _page(
    request: MemberRequest, work: Work, form: WorkForm, *, status: int = 200
) -> HttpResponse:
    context = {"work": work, "form": form, **_written(work)}
    return render(request, "works/work.html", context, status=status)


def _written(work: Work) -> dict[str, object]:
    """The first chapters, and the words of all; the work itself counts what is public."""
    every = Chapter.objects.of(work).living().before_gate().in_order()
    first = list(every.telling_words_of_all()[: SHOWN + 1])
    return {"chapters": first, "words": first[0].words_of_all if first else 0}


#: Chapters that the page of a work's details names; the rest stand on a page of their own.
SHOWN = 5


def _conflict(
    request: MemberRequest, work: Work, form: WorkForm, kinds: list[Kind]
) -> HttpResponse:
    """What the other writer saved, beside what this one typed; saving again is a choice now."""
    saved = WorkForm.initial_of(work)
    theirs = WorkForm(kinds=kinds, initial=saved)
    data = request.POST.copy()
    data["base_version"] = str(work.version)
    mine = WorkForm(data, kinds=kinds, initial=saved)
    context = {"work": work, "form": mine, "rows": differing(theirs, mine)}
    context |= _written(work)
    return render(request, "works/work.html", context, status=409)


@members_only
@require_safe
def tag_names(request: MemberRequest, slug: str) -> HttpResponse:
    """Names of tags in which what was typed stands, for the form of a work to offer."""
    kind = get_object_or_404(Kind, slug=slug)
    words = name_key(request.GET.get("q", ""))[:150]
    found = kind.tags.canonical().containing(words).by_use()[:NAMES] if words else []
    return render(request, "tags/names.html", {"tags": found})


def needs_rating() -> str:
    return _(
        "Rate the work first: this archive shows readers nothing that is not rated."
    )


def tags_changed() -> str:
    return _(
        "What tags this archive has has just changed. Look at yours and try again."
    )
