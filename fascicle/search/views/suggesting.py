"""What a reader may mean while they are still typing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request
from fascicle.search.words.suggestions import suggestions


@require_safe
def suggesting(request: Request) -> HttpResponse:
    typed = request.GET.get("q", "").replace("\0", "")
    context = {"suggestions": suggestions(typed, request.viewer)}
    response = render(request, "search/suggestions.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
