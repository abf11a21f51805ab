"""The way out of letters, from a letter: nobody has to log in, and mail programs may press it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fascicle.accounts.actions.preferences import prefer_letters
from fascicle.accounts.models.preferences import MailRhythm
from fascicle.accounts.viewer import Request
from fascicle.reading.unsubscribing import user_of


# Mail programs send RFC 8058's POST from their own servers: no cookie, no token. The address is
# the secret, and all it can do is to stop letters.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribing(request: Request, key: str) -> HttpResponse:
    """GET asks, since programs open links unasked; POST stops the letters."""
    user = user_of(key)
    if user is None:
        raise Http404
    if request.method == "POST":
        prefer_letters(user, MailRhythm.NEVER)
    context = {"is_done": request.method == "POST", "key": key}
    response = render(request, "reading/unsubscribing.html", context)
    response["X-Robots-Tag"] = "noindex, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
