"""Following things, and the page of all that one follows."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from fascicle.accounts.actions.preferences import prefer_letters, preferences_of
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.http import way_back
from fascicle.reading import feed_keys
from fascicle.reading.actions import follows as actions
from fascicle.reading.actions.follows import MOST_FOLLOWS, TooManyFollows
from fascicle.reading.forms import TellingForm
from fascicle.reading.models import Follow
from fascicle.reading.queries.follows import Thing, follows_of, to_follow


@login_required
@require_safe
def follows(request: MemberRequest) -> HttpResponse:
    found = follows_of(request.viewer)
    preferences = preferences_of(request.user)
    key = feed_keys.feed_key(request.user, preferences["feed_number"])
    context = {
        "groups": [
            (field, [one for one in found if getattr(one, f"{field}_id")])
            for field in ("work", "series", "pen_name", "tag")
        ],
        "follows": found,
        "telling": TellingForm(initial=preferences),
        "letters": bool(settings.SENDS_MAIL and request.user.email),
        "key": key,
        "own_key": key if request.viewer.shield else "",
    }
    return render(request, "reading/follows.html", context)


@login_required
@require_POST
def following(request: MemberRequest) -> HttpResponse:
    """Follow something; the first time, ask how to be told."""
    thing = Thing.read(request.POST.get("thing", ""))
    known = to_follow(thing, request.viewer) if thing else None
    if known is None:
        raise Http404
    try:
        is_first = actions.follow(request.user, known, at=timezone.now())
    except TooManyFollows:
        full = _("You follow %(most)d things already. Let go of some first.")
        messages.warning(request, full % {"most": MOST_FOLLOWS})
        return redirect(way_back(request))
    if is_first and settings.SENDS_MAIL and request.user.email:
        asking = reverse("reading:being_told")
        return redirect(f"{asking}?{urlencode({'next': way_back(request)})}")
    messages.success(request, _("What is new there will stand among your updates."))
    return redirect(way_back(request))


@login_required
@require_POST
def unfollowing(request: MemberRequest) -> HttpResponse:
    """Follow it no longer, whether or not the viewer may still know of it."""
    if thing := Thing.read(request.POST.get("thing", "")):
        actions.unfollow(request.user, thing)
        messages.success(request, _("You follow it no longer."))
    return redirect(way_back(request))


@login_required
@require_POST
def letters(request: MemberRequest, follow_id: int) -> HttpResponse:
    """Let letters tell of one follow."""
    actions.mail_of(_own(request, follow_id))
    return redirect("reading:follows")


@login_required
@require_POST
def no_letters(request: MemberRequest, follow_id: int) -> HttpResponse:
    """Keep one follow out of letters."""
    actions.mail_not_of(_own(request, follow_id))
    return redirect("reading:follows")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def being_told(request: MemberRequest) -> HttpResponse:
    """How somebody wants to be told; asked once, when they follow their first thing."""
    if request.method != "POST":
        form = TellingForm(initial=preferences_of(request.user))
        context = {"form": form, "next": request.GET.get("next", "")}
        return render(request, "reading/being_told.html", context)
    form = TellingForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "next": request.POST.get("next", "")}
        return render(request, "reading/being_told.html", context, status=422)
    prefer_letters(request.user, form.cleaned_data["mail_rhythm"])
    messages.success(
        request, _("Saved. It can be changed on the page of what you follow.")
    )
    return redirect(way_back(request))


@login_required
@require_POST
def feed_addresses(request: MemberRequest) -> HttpResponse:
    """Give the reader's feeds other secret addresses."""
    feed_keys.renew(request.user)
    told = _("Your feeds have new addresses; the old ones lead nowhere.")
    messages.success(request, told)
    return redirect("reading:follows")


def _own(request: MemberRequest, follow_id: int) -> Follow:
    return get_object_or_404(Follow.objects.of(request.viewer), pk=follow_id)
