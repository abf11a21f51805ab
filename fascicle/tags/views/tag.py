"""One tag as curators see it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.access import curators_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.tags import actions, queries
from fascicle.tags.forms import NoteForm, WordsForm
from fascicle.tags.models import Kind, Lookalike, Tag, TagChange
from fascicle.tags.views.deciding import back, do_each, target_of, which

CHANGES = 20


def _tag(tag_id: int) -> Tag:
    return get_object_or_404(Tag.objects.select_related("kind", "canonical"), pk=tag_id)


@curators_only
@require_safe
def tag(request: MemberRequest, tag_id: int) -> HttpResponse:
    return _page(request, _tag(tag_id))


def _page(
    request: MemberRequest, tag: Tag, bound: WordsForm | None = None, status: int = 200
) -> HttpResponse:
    changes = TagChange.objects.of(tag).for_list().newest_first()[:CHANGES]
    likely = Lookalike.objects.standing().about(tag).for_list().most_likely()
    words = {"name": tag.name, "description": tag.description}
    context = {
        "tag": tag,
        "around": queries.around(tag),
        "use": queries.use_of([tag.pk]).get(tag.pk, 0),
        "likely": list(likely),
        "changes": list(changes),
        "kinds": [kind for kind in Kind.objects.in_order() if kind.pk != tag.kind_id],
        "words": bound or WordsForm(initial=words),
        "note": NoteForm(initial={"note": tag.note}),
    }
    return render(request, "tags/tag.html", context, status=status)


@curators_only
@require_POST
def words(request: MemberRequest, tag_id: int) -> HttpResponse:
    tag = _tag(tag_id)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, tag, form, status=422)
    do_each(
        request,
        [tag],
        lambda tag, at: actions.describe_tag(
            tag, **form.cleaned_data, by=request.user, at=at
        ),
    )
    return redirect("tags:tag", tag_id)


@curators_only
@require_POST
def note(request: MemberRequest, tag_id: int) -> HttpResponse:
    form = NoteForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data["note"]
        do_each(
            request,
            [_tag(tag_id)],
            lambda tag, at: actions.set_note(tag, note=said, by=request.user, at=at),
        )
    else:
        messages.error(request, _("The note is too long."))
    return redirect("tags:tag", tag_id)


@curators_only
@require_POST
def split(request: MemberRequest, tag_id: int) -> HttpResponse:
    do_each(
        request,
        [_tag(tag_id)],
        lambda tag, at: actions.split_back(tag, by=request.user, at=at),
    )
    return back(request)


@curators_only
@require_POST
def promotion(request: MemberRequest, tag_id: int) -> HttpResponse:
    """Make a synonym the main name."""
    do_each(
        request,
        [_tag(tag_id)],
        lambda tag, at: actions.promote(tag, by=request.user, at=at),
    )
    return redirect("tags:tag", tag_id)


@curators_only
@require_POST
def narrower(request: MemberRequest, tag_id: int) -> HttpResponse:
    """Put another tag under this one."""
    tag = _tag(tag_id)
    target = target_of(request, tag.kind)
    if target is None:
        title, button = _("Which tag goes under it?"), _("Put this under it")
        return which(request, tag.kind, [tag], title=title, button=button)
    do_each(
        request,
        [target],
        lambda one, at: actions.make_broader(one, broader=tag, by=request.user, at=at),
        other=tag.name,
    )
    return back(request)


@curators_only
@require_POST
def broader_removal(
    request: MemberRequest, tag_id: int, broader_id: int
) -> HttpResponse:
    broader = _tag(broader_id)
    do_each(
        request,
        [_tag(tag_id)],
        lambda tag, at: actions.unmake_broader(
            tag, broader=broader, by=request.user, at=at
        ),
        other=broader.name,
    )
    return back(request)
