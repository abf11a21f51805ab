"""The feed of a filter that a reader keeps, for whoever knows its secret address."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request, shield_changed_at
from fascicle.search.lists import kept
from fascicle.search.lists.atom import works_feed
from fascicle.search.queries import IndexUnavailable

RETRY_AFTER = 60


@require_safe
def feed(request: Request, key: str) -> HttpResponse:
    """What everybody may know of, without what the filter's reader shielded themselves from."""
    one = kept.of_feed(key)
    if one is None:
        raise Http404
    try:
        works = kept.newest(one)
    except IndexUnavailable:
        return HttpResponse(status=503, headers={"Retry-After": str(RETRY_AFTER)})
    address, changes = kept.address_of(one), [shield_changed_at(one.user)]
    return works_feed(request, works, title=one.name, address=address, changes=changes)
