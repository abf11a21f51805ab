"""All tags as a file: taken along, and taken in after a look at what would come of it."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts.access import curators_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.tags import actions, queries
from fascicle.tags.forms import ThesaurusForm
from fascicle.tags.thesaurus import Rows, Unreadable, as_csv, as_json, read

#: What a page takes in while somebody waits. The command line takes in more.
MOST_BYTES = 1024 * 1024
MOST_ROWS = 2000


@curators_only
@require_safe
def thesaurus(request: MemberRequest) -> HttpResponse:
    return render(request, "tags/thesaurus.html", {"form": ThesaurusForm()})


@curators_only
@require_safe
def csv_file(request: MemberRequest) -> StreamingHttpResponse:
    return _file(as_csv(queries.thesaurus()), "text/csv; charset=utf-8", "tags.csv")


@curators_only
@require_safe
def json_file(request: MemberRequest) -> StreamingHttpResponse:
    return _file(as_json(queries.thesaurus()), "application/json", "tags.json")


def _file(lines: Iterator[str], kind: str, name: str) -> StreamingHttpResponse:
    disposition = f'attachment; filename="{name}"'
    headers = {"Content-Disposition": disposition}
    return StreamingHttpResponse(lines, content_type=kind, headers=headers)


@curators_only
@require_POST
def taking_in(request: MemberRequest) -> HttpResponse:
    """Say what a file would do; do it when it comes back as text with the word to go ahead."""
    text = request.POST.get("text", "")
    form = ThesaurusForm(None if text else request.POST, request.FILES)
    try:
        content = text.encode() if text else _content(form)
        found = _read(content)
    except Unreadable as error:
        form = ThesaurusForm({}, request.FILES)
        form.full_clean()
        form.errors["file"] = form.error_class([str(error)])
        return render(request, "tags/thesaurus.html", {"form": form}, status=422)
    if text and request.POST.get("go"):
        return _take_in(request, found)
    outlook = actions.would_take_in(found.rows, by=request.user, at=now())
    passed_over = [*found.problems, *outlook.taken.refused]
    context = {
        "outlook": outlook,
        "passed_over": sorted(passed_over, key=lambda problem: problem.place),
        "text": content.decode("utf-8-sig"),
    }
    return render(request, "tags/taking_in.html", context)


def _content(form: ThesaurusForm) -> bytes:
    if not form.is_valid():
        raise Unreadable(_("Choose a file that holds something."))
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        raise Unreadable(
            _(
                "The file is larger than 1 MB. On the server,"
                " “fascicle thesaurus import” takes it in."
            )
        )
    return bytes(file.read())


def _read(content: bytes) -> Rows:
    found = read(content)
    if len(found.rows) > MOST_ROWS:
        raise Unreadable(
            _(
                "The file has more than %(n)d tags. On the server,"
                " “fascicle thesaurus import” takes it in."
            )
            % {"n": MOST_ROWS}
        )
    return found


def _take_in(request: MemberRequest, found: Rows) -> HttpResponse:
    taken = actions.take_in(found.rows, by=request.user, at=now())
    said = _("Taken in. New tags: %(coined)d. Changes: %(changed)d.")
    counts = {"coined": taken.coined, "changed": taken.changed}
    messages.success(request, said % counts)
    return redirect("tags:changes")
