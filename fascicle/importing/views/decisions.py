"""What is decided of many works at once. Works are chosen one by one, or all that match."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fascicle.accounts.access import hosts_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.keys import keys
from fascicle.importing.actions.begin import NotNow
from fascicle.importing.actions.review import acceptance, shaping
from fascicle.importing.actions.review import decisions as decide
from fascicle.importing.actions.review.journal import NotUnderReview
from fascicle.importing.forms.review import (
    AuthorForm,
    LanguageForm,
    MergeForm,
    RatingForm,
    SeriesForm,
    StatusForm,
    TagsForm,
    TitleForm,
)
from fascicle.importing.models import Batch
from fascicle.importing.queries import Narrowing
from fascicle.importing.views.batches import not_now
from fascicle.importing.views.review import review_page

F = TypeVar("F", bound=forms.Form)


def _asked(request: MemberRequest) -> Narrowing:
    """The list that was on the page, so that one comes back to it."""
    return Narrowing.asked(QueryDict(request.POST.get("query", "")).dict())


def chosen(request: MemberRequest, batch: Batch) -> list[int]:
    """The stories that were ticked, or all that the list on the page holds by now."""
    if request.POST.get("matching"):
        narrowing = _asked(request)
        return list(narrowing.in_order(batch).values_list("pk", flat=True))
    return keys(request.POST.getlist("story"))


def _back(request: MemberRequest, batch: Batch) -> HttpResponse:
    number = request.POST.get("page", "")
    query = _asked(request).address(page=number if number.isdecimal() else None)
    return HttpResponseRedirect(f"{batch.get_absolute_url()}?{query}".rstrip("?"))


def _decide(
    request: MemberRequest,
    batch_id: int,
    name: str,
    form_class: type[F],
    act: Callable[[Batch, list[int], F], str],
) -> HttpResponse:
    """Read the form, act on the chosen stories, say what happened, and go back to the list."""
    batch = get_object_or_404(Batch, pk=batch_id)
    picked = chosen(request, batch)
    form = form_class(request.POST)
    if not picked:
        messages.error(request, _("Choose works first: tick their boxes."))
        return _back(request, batch)
    if not form.is_valid():
        return review_page(
            request, batch, _asked(request), number=request.POST.get("page"),
            bound={name: form}, picked=set(picked), status=422,
        )  # fmt: skip
    try:
        messages.success(request, act(batch, picked, form))
    except (NotUnderReview, NotNow):
        messages.error(request, not_now())
    except shaping.TooManyToMerge:
        most = shaping.MOST_MERGED
        messages.error(request, _("Merge at most %d works at once.") % most)
    except shaping.NothingToMerge:
        messages.error(request, _("Choose at least two works that are not accepted."))
    return _back(request, batch)


def _done(count: int) -> str:
    """How many works it had an effect on."""
    if not count:
        return _("Nothing changed: these works are accepted, or gone.")
    return ngettext("Done: %d work.", "Done: %d works.", count) % count


@hosts_only
@require_POST
def acceptances(request: MemberRequest, batch_id: int) -> HttpResponse:
    def act(batch: Batch, picked: list[int], form: MergeForm) -> str:
        done = acceptance.accept(batch, picked, by=request.user, at=now())
        if done is None:
            return _("These works are being accepted.")
        return accepted_words(len(done.made), len(done.refused))

    return _decide(request, batch_id, "acceptances", MergeForm, act)


def accepted_words(made: int, refused: int) -> str:
    """What came of accepting works."""
    said = ngettext(
        "%d work is in the library.", "%d works are in the library.", made
    ) % (made)
    if refused:
        said += " " + (
            ngettext(
                "%d could not be accepted and says why.",
                "%d could not be accepted and say why.",
                refused,
            )
            % refused
        )
    return said


@hosts_only
@require_POST
def exclusions(request: MemberRequest, batch_id: int) -> HttpResponse:
    def act(batch: Batch, picked: list[int], form: MergeForm) -> str:
        return _done(decide.exclude(batch, picked, by=request.user))

    return _decide(request, batch_id, "exclusions", MergeForm, act)


@hosts_only
@require_POST
def inclusions(request: MemberRequest, batch_id: int) -> HttpResponse:
    def act(batch: Batch, picked: list[int], form: MergeForm) -> str:
        return _done(decide.include(batch, picked, by=request.user))

    return _decide(request, batch_id, "inclusions", MergeForm, act)


@hosts_only
@require_POST
def authors(request: MemberRequest, batch_id: int) -> HttpResponse:
    def act(batch: Batch, picked: list[int], form: AuthorForm) -> str:
        author = form.cleaned_data["author"]
        return _done(decide.set_author(batch, picked, author=author, by=request.user))

    return _decide(request, batch_id, "authors", AuthorForm, act)


@hosts_only
@require_POST
def titles(request: MemberRequest, batch_id: int) -> HttpResponse:
    def act(batch: Batch, picked: list[int], form: TitleForm) -> str:
        title = form.cleaned_data["title"]
        return _done(decide.set_title(batch, picked, title=title, by=request.user))

    return _decide(request, batch_id, "titles", TitleForm, act)


@hosts_only
@require_POST
def ratings(request: MemberRequest, batch_id: int) -> HttpResponse:
    def act(batch: Batch, picked: list[int], form: RatingForm) -> str:
        rating = form.cleaned_data["rating"]
        return _done(decide.rate(batch, picked, rating=rating, by=request.user))

    return _decide(request, batch_id, "ratings", RatingForm, act)


@hosts_only
@require_POST
def languages(request: MemberRequest, batch_id: int) -> HttpResponse:
    def act(batch: Batch, picked: list[int], form: LanguageForm) -> str:
        code = form.cleaned_data["language"]
        return _done(decide.set_language(batch, picked, language=code, by=request.user))

    return _decide(request, batch_id, "languages", LanguageForm, act)


@hosts_only
@require_POST
def statuses(request: MemberRequest, batch_id: int) -> HttpResponse:
    def act(batch: Batch, picked: list[int], form: StatusForm) -> str:
        status = form.cleaned_data["status"]
        return _done(decide.set_status(batch, picked, status=status, by=request.user))

    return _decide(request, batch_id, "statuses", StatusForm, act)


@hosts_only
@require_POST
def tags(request: MemberRequest, batch_id: int) -> HttpResponse:
    def act(batch: Batch, picked: list[int], form: TagsForm) -> str:
        kind, names = form.cleaned_data["kind"], form.cleaned_data["tags"]
        done = decide.add_tags(batch, picked, kind=kind, names=names, by=request.user)
        return _done(done)

    return _decide(request, batch_id, "tags", TagsForm, act)


@hosts_only
@require_POST
def tag_removals(request: MemberRequest, batch_id: int) -> HttpResponse:
    def act(batch: Batch, picked: list[int], form: TagsForm) -> str:
        found = form.existing()
        if not found:
            return _("The archive has no such tag.")
        return _done(decide.remove_tags(batch, picked, tags=found, by=request.user))

    return _decide(request, batch_id, "tags", TagsForm, act)


@hosts_only
@require_POST
def series(request: MemberRequest, batch_id: int) -> HttpResponse:
    def act(batch: Batch, picked: list[int], form: SeriesForm) -> str:
        title = form.cleaned_data["series"]
        return _done(decide.put_in_series(batch, picked, title=title, by=request.user))

    return _decide(request, batch_id, "series_places", SeriesForm, act)


@hosts_only
@require_POST
def mergers(request: MemberRequest, batch_id: int) -> HttpResponse:
    def act(batch: Batch, picked: list[int], form: MergeForm) -> str:
        story = shaping.merge(batch, picked, by=request.user)
        return _("They are one work now: “%(title)s”.") % {
            "title": story.title or _("Untitled")
        }

    return _decide(request, batch_id, "mergers", MergeForm, act)
