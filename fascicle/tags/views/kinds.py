"""What waits for a curator, and the tags of a kind by use."""

from dataclasses import dataclass
from typing import Self

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fascicle.accounts.access import curators_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.core import keys
from fascicle.tags import queries
from fascicle.tags.models import Kind, Tag, TagChange
from fascicle.tags.views.deciding import last_go

A_PAGE = 100
NAMES = 12
CHANGES = 5

UNSORTED = "unsorted"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which tags of a kind are listed."""

    show: str
    words: str

    @classmethod
    def asked(cls, query: QueryDict) -> Self:
        show = ALL if query.get("show") == ALL else UNSORTED
        return cls(show, keys.words(query.get("q", "")))

    def of(self, kind: Kind) -> "QuerySet[Tag]":
        listed = Tag.objects.of_kind(kind)
        if self.show == UNSORTED:
            listed = listed.unsorted()
        if self.words:
            listed = listed.containing(self.words)
        return listed.by_use()


@curators_only
@require_safe
def overview(request: MemberRequest) -> HttpResponse:
    changes = TagChange.objects.for_list().newest_first()[:CHANGES]
    context = {"kinds": queries.desk(), "changes": list(changes)}
    return render(request, "tags/overview.html", context)


@curators_only
@require_safe
def kind(request: MemberRequest, slug: str) -> HttpResponse:
    kind = get_object_or_404(Kind, slug=slug)
    narrowing = Narrowing.asked(request.GET)
    listed = narrowing.of(kind).for_desk()  # type: ignore[attr-defined]
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    use = queries.use_of(tag.pk for tag in page)
    kinds = list(Kind.objects.in_order())
    context = {
        "kind": kind,
        "kinds": kinds,
        "narrowing": narrowing,
        "tabs": [(UNSORTED, _("Unsorted")), (ALL, _("All"))],
        "page": page,
        "rows": [(tag, use.get(tag.pk, 0)) for tag in page],
        "last": last_go(request.user),
    }
    return render(request, "tags/kind.html", context)


@curators_only
@require_safe
def names(request: MemberRequest, slug: str) -> HttpResponse:
    """Names of tags in which what was typed stands, for a field to offer."""
    kind = get_object_or_404(Kind, slug=slug)
    words = keys.words(request.GET.get("q", ""))
    found = kind.tags.canonical().containing(words).by_use()[:NAMES] if words else []
    return render(request, "tags/names.html", {"tags": found})
