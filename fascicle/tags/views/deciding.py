"""What is decided of tags, one or many at once; the tag they are joined with is found by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_stubs_ext import StrOrPromise

from fascicle.accounts.access import curators_only
from fascicle.accounts.models import User
from fascicle.accounts.viewer import MemberRequest
from fascicle.core import keys
from fascicle.core.http import way_back
from fascicle.core.names import name_key
from fascicle.tags import actions, wording
from fascicle.tags.models import Kind, Tag, TagChange

CANDIDATES = 20
#: As many may be ticked at once; more than a page lists.
MOST = 200

Act = Callable[[Tag, datetime], TagChange | None]


def back(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(way_back(request))


def do_each(
    request: HttpRequest, tags: Sequence[Tag], act: Act, *, other: StrOrPromise = ""
) -> None:
    """Do something to each of these tags, and say what came of it."""
    changes, at, refusals = [], now(), 0
    for tag in tags:
        try:
            change = act(tag, at)
        except actions.Refused as refusal:
            refusals += 1
            said = wording.refused(refusal, name=tag.name, other=str(other))
            messages.error(request, said)
        except Tag.DoesNotExist:
            refusals += 1
            messages.error(request, _("“%(name)s” is gone.") % {"name": tag.name})
        else:
            changes += [change] if change else []
    if changes:
        said = wording.done_at_once(changes)
        messages.success(request, said, extra_tags=_undoing(changes))
    elif not refusals:
        messages.info(request, _("All was like that already."))


def _undoing(changes: Sequence[TagChange]) -> str:
    """The address that takes all of this back."""
    query = urlencode([("change", change.pk) for change in changes])
    return f"{reverse('tags:undoing')}?{query}"


@dataclass(frozen=True, slots=True)
class LastGo:
    """What a curator did last, and the address that takes it back."""

    said: str
    undoing: str


def last_go(curator: User) -> LastGo | None:
    """To however many tags it was done."""
    changes = list(TagChange.objects.last_go(curator)[:MOST])
    if not changes:
        return None
    return LastGo(wording.done_at_once(changes), _undoing(changes))


def picked_of(request: HttpRequest, kind: Kind) -> list[Tag]:
    """The tags that were ticked; what is of another kind is left out."""
    pks = keys.keys(request.POST.getlist("tag"))[:MOST]
    return list(kind.tags.with_pks(pks).by_use())


def target_of(request: HttpRequest, kind: Kind, *, field: str = "target") -> Tag | None:
    """The tag that was chosen or named exactly; coined if that was asked for."""
    chosen = keys.key(request.POST.get("target_id", ""))
    if chosen is not None:
        return kind.tags.with_pks([chosen]).first()
    name = _typed(request, field)
    if request.POST.get("coin") and name_key(name):
        return actions.tags_named(kind, [name])[0]
    return kind.tags.named(name).first() if name else None


def _typed(request: HttpRequest, field: str) -> str:
    """The name in a field of the desk's form, or in the one that asks which was meant."""
    return keys.words(request.POST.get(field) or request.POST.get("target", ""))


def which(
    request: HttpRequest,
    kind: Kind,
    picked: Sequence[Tag],
    *,
    title: str,
    button: str,
    field: str = "target",
) -> HttpResponse:
    """Ask which tag was meant: those whose names hold what was typed, or a new one."""
    words = _typed(request, field)
    others = kind.tags.exclude(pk__in=[tag.pk for tag in picked])
    found = others.containing(words).by_use().select_related("canonical")
    context = {
        "kind": kind,
        "picked": picked,
        "title": title,
        "button": button,
        "words": words,
        "candidates": found[:CANDIDATES] if words else [],
        "can_coin": bool(name_key(words)),
        "next": way_back(request),
    }
    return render(request, "tags/which.html", context)


def _nothing_picked(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("Choose tags first: tick their boxes."))
    return back(request)


@curators_only
@require_POST
def mergers(request: MemberRequest, slug: str) -> HttpResponse:
    kind = get_object_or_404(Kind, slug=slug)
    if not (picked := picked_of(request, kind)):
        return _nothing_picked(request)
    target = target_of(request, kind)
    if target is None:
        title, button = _("Merge into which tag?"), _("Merge into this")
        return which(request, kind, picked, title=title, button=button)

    def act(tag: Tag, at: datetime) -> TagChange | None:
        return actions.merge(tag, into=target, by=request.user, at=at)

    do_each(request, _others(picked, target), act, other=target.name)
    return back(request)


@curators_only
@require_POST
def broader(request: MemberRequest, slug: str) -> HttpResponse:
    kind = get_object_or_404(Kind, slug=slug)
    if not (picked := picked_of(request, kind)):
        return _nothing_picked(request)
    target = target_of(request, kind, field="above")
    if target is None:
        title, button = _("Put under which tag?"), _("Put under this")
        return which(request, kind, picked, title=title, button=button, field="above")

    def act(tag: Tag, at: datetime) -> TagChange | None:
        return actions.make_broader(tag, broader=target, by=request.user, at=at)

    do_each(request, _others(picked, target), act, other=target.name)
    return back(request)


def _others(picked: list[Tag], target: Tag) -> list[Tag]:
    """The tags that were ticked but for the target, unless it is all there is."""
    return [tag for tag in picked if tag.pk != target.pk] or picked


@curators_only
@require_POST
def moves(request: MemberRequest, slug: str) -> HttpResponse:
    kind = get_object_or_404(Kind, slug=slug)
    if not (picked := picked_of(request, kind)):
        return _nothing_picked(request)
    pk = keys.key(request.POST.get("kind", ""))
    there = Kind.objects.in_bulk([pk] if pk is not None else []).get(pk or 0)
    if there is None:
        messages.error(request, _("Choose the kind to move them to."))
        return back(request)

    def act(tag: Tag, at: datetime) -> TagChange | None:
        return actions.move_kind(tag, kind=there, by=request.user, at=at)

    do_each(request, picked, act, other=there.name)
    return back(request)


@curators_only
@require_POST
def sorting(request: MemberRequest, slug: str) -> HttpResponse:
    kind = get_object_or_404(Kind, slug=slug)
    if not (picked := picked_of(request, kind)):
        return _nothing_picked(request)

    def act(tag: Tag, at: datetime) -> TagChange | None:
        return actions.mark_sorted(tag, by=request.user, at=at)

    do_each(request, picked, act)
    return back(request)
