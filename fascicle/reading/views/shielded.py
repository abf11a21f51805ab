"""What stands before a page that the viewer's shield keeps away: why, and a way through."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpResponse
from django.shortcuts import render

from fascicle.accounts.viewer import LIFTED, Request, viewer_of_page
from fascicle.reading.queries import shield
from fascicle.reading.queries.shield import Reason

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]


def notice(request: Request, reasons: Sequence[Reason]) -> HttpResponse:
    """A calm page in place of the one that was asked for."""
    return render(request, "reading/shielded.html", {"reasons": reasons})


def minds_the_shield(view: View[P]) -> View[P]:
    """The page of a work gives way to the notice where the viewer's shield keeps it away."""

    @wraps(view)
    def shielded(
        request: Request, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        work_id = cast("int", kwargs["work_id"])
        if reasons := shield.reasons_for_work(work_id, viewer_of_page(request)):
            return notice(request, reasons)
        return view(request, *args, **kwargs)

    return shielded


def way_through(request: Request) -> str:
    """What links between the pages of a work end in, so that the shield stays lifted."""
    name, off = LIFTED
    return f"?{name}={off}" if request.GET.get(name) == off else ""
