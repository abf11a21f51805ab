"""Reading without a network: what a browser keeps because its reader asked it to."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from fascicle.accounts.public_pages import declare_public
from fascicle.accounts.viewer import Request
from fascicle.core import archive
from fascicle.reading.queries.offline import pages_of
from fascicle.works.models import Work

#: Paper in light: css/tokens.css.
PAPER = "#fbf9f5"


@require_safe
def offline(request: Request) -> HttpResponse:
    """What is kept in this browser; its script tells, since only the browser knows."""
    return declare_public(request, render(request, "reading/offline.html"))


@require_safe
def offline_pages(request: Request, work_id: int) -> HttpResponse:
    """Which pages keep a work, as JSON."""
    readable = Work.objects.readable_by(request.viewer).for_books()
    work = get_object_or_404(readable, pk=work_id)
    return JsonResponse(pages_of(work, request.viewer))


@require_safe
def worker(request: Request) -> HttpResponse:
    """The service worker. It lies at the root, since it serves what lies below it."""
    context = {"static_url": settings.STATIC_URL}
    return render(request, "reading/worker.js", context, content_type="text/javascript")


@require_safe
def manifest(request: Request) -> HttpResponse:
    """How the archive is called and looks where a device has it among its programs."""
    current = archive.current()
    name = current.name if current else "Fascicle"
    icons = [
        {"src": static(f"icons/icon-{size}.png"), "sizes": f"{size}x{size}"}
        | {"type": "image/png", "purpose": "any"}
        for size in (192, 512)
    ]
    maskable = {"src": static("icons/icon-maskable-512.png"), "sizes": "512x512"}
    icons.append(maskable | {"type": "image/png", "purpose": "maskable"})
    drawn = {"src": static("icons/favicon.svg"), "sizes": "any"}
    icons.append(drawn | {"type": "image/svg+xml", "purpose": "any"})
    home = reverse("pages:home")
    data = {
        "id": home,
        "name": name,
        "short_name": name[:24],
        "lang": get_language(),
        "start_url": home,
        "scope": home,
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    }
    return JsonResponse(data, content_type="application/manifest+json")
