"""What a work has to do with others, and whom it is for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fascicle.accounts.submissions import once
from fascicle.accounts.viewer import MemberRequest
from fascicle.works import actions
from fascicle.works.forms.company import GiftForm, RelationForm
from fascicle.works.models import Gift, Relation, RelationKind, Work
from fascicle.works.views.lookup import members_only, own_work


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
@once
def relations(request: MemberRequest, work_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    data = request.POST if request.method == "POST" else None
    form = RelationForm(data, work=work, viewer=request.viewer)
    if data is not None and form.is_valid() and _related(request, work, form):
        return redirect("works:relations", work.pk)
    context = {
        "work": work,
        "form": form,
        "relations": list(Relation.objects.of(work)),
        "towards": list(Relation.objects.to(work)),
    }
    status = 422 if form.errors else 200
    return render(request, "works/relations.html", context, status=status)


def _related(request: MemberRequest, work: Work, form: RelationForm) -> bool:
    try:
        relation = actions.relate(
            work,
            RelationKind(form.cleaned_data["kind"]),
            title=form.title,
            author=form.cleaned_data["author"],
            url=form.url,
            to=form.to,
            at=timezone.now(),
        )
    except actions.TooManyRelations:
        form.add_error(None, _("It has to do with too many others. Take one away."))
        return False
    if relation is None:
        form.add_error("other", _("That is this story itself."))
        return False
    is_asked = relation.to_work_id and not relation.approved_at
    asked = _("It is noted. Its writers are asked whether theirs shall link back.")
    messages.success(request, asked if is_asked else _("It is noted."))
    return True


@members_only
@require_POST
def relation_removal(
    request: MemberRequest, work_id: int, relation_id: int
) -> HttpResponse:
    work = own_work(request, work_id)
    relation = get_object_or_404(Relation.objects.of(work), pk=relation_id)
    actions.drop_relation(relation)
    messages.success(request, _("Taken away."))
    return redirect("works:relations", work_id)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
@once
def gifts(request: MemberRequest, work_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    form = GiftForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _given(request, work, form):
        return redirect("works:gifts", work.pk)
    context = {"work": work, "form": form, "gifts": list(Gift.objects.of(work))}
    status = 422 if form.errors else 200
    return render(request, "works/gifts.html", context, status=status)


def _given(request: MemberRequest, work: Work, form: GiftForm) -> bool:
    try:
        actions.dedicate(work, form.cleaned_data["name"], at=timezone.now())
    except actions.TakesNoGifts:
        form.add_error("name", takes_no_gifts())
    except actions.TooManyGifts:
        form.add_error("name", _("It is for so many already. Take one away first."))
    else:
        messages.success(request, _("It is for them now."))
        return True
    return False


def takes_no_gifts() -> str:
    return _("They would rather have no story given to them.")


@members_only
@require_POST
def gift_removal(request: MemberRequest, work_id: int, gift_id: int) -> HttpResponse:
    work = own_work(request, work_id)
    gift = get_object_or_404(Gift.objects.of(work), pk=gift_id)
    actions.take_gift_back(gift)
    messages.success(request, _("Taken away."))
    return redirect("works:gifts", work_id)
