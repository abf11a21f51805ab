"""How to search, in people's words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request


@require_safe
def help_page(request: Request) -> HttpResponse:
    return render(request, "search/help.html")
