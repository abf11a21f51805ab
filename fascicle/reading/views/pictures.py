"""The pictures in stories, for those alone who may read the stories."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from fascicle.accounts.viewer import Request
from fascicle.core import pictures
from fascicle.core.storage import DamagedFile
from fascicle.works.models import Picture

#: A digest names the same bytes for ever; a browser of somebody else's asks for itself.
KEPT = "private, max-age=604800, immutable"


@require_safe
def picture(request: Request, digest: str) -> HttpResponse:
    one = Picture.objects.readable_by(request.viewer).with_digest(digest)
    if one is None:
        raise Http404
    try:
        data = pictures.fetch(digest)
    except (FileNotFoundError, DamagedFile) as lost:
        raise Http404 from lost
    return HttpResponse(data, one.media_type, headers={"Cache-Control": KEPT})
