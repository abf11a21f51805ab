"""The pictures of a writer: sent here, or out of the editor, and shown in their stories."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fascicle.accounts.viewer import MemberRequest
from fascicle.core import pictures as kept
from fascicle.works import actions
from fascicle.works.forms.pictures import PictureForm
from fascicle.works.models import Picture
from fascicle.works.views.lookup import members_only

PER_PAGE = 24


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def pictures(request: MemberRequest) -> HttpResponse:
    """Those the writer has sent, each with what to write to show it, and a form for another."""
    own = Picture.objects.sent_by_viewer(request.viewer).newest_first()
    takes_more = actions.takes_pictures()
    if not takes_more and not own.exists():
        raise Http404
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and _send(request, form):
        messages.success(request, _("The picture is kept."))
        return redirect("works:pictures")
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form if takes_more else None}
    status = 422 if form.errors else 200
    return render(request, "works/pictures.html", context, status=status)


@members_only
@require_POST
def picture_sending(request: MemberRequest) -> HttpResponse:
    """For the editor: JSON of the picture's address, size and words, or of what is wrong."""
    form = PictureForm(request.POST, request.FILES)
    picture = _send(request, form)
    if picture is None:
        said = " ".join(str(one) for errors in form.errors.values() for one in errors)
        return JsonResponse({"error": said}, status=422)
    answer = {
        "src": picture.get_absolute_url(),
        "alt": form.cleaned_data["words"],
        "width": str(picture.width),
        "height": str(picture.height),
    }
    return JsonResponse(answer)


@members_only
@require_POST
def picture_removal(request: MemberRequest, picture_id: int) -> HttpResponse:
    own = Picture.objects.sent_by_viewer(request.viewer)
    if actions.forget_picture(get_object_or_404(own, pk=picture_id)):
        messages.success(request, _("The picture is gone."))
    else:
        message = _(
            "A story has shown this picture, so it stays for that story’s history."
        )
        messages.error(request, message)
    return redirect("works:pictures")


def _send(request: MemberRequest, form: PictureForm) -> Picture | None:
    """Keep what was sent; None if it could not be, which the form says then."""
    if not form.is_valid():
        return None
    data, words = form.cleaned_data["picture"], form.cleaned_data["words"]
    try:
        return actions.send_picture(
            data, words=words, by=request.user, at=timezone.now()
        )
    except actions.NoPictures as error:
        raise Http404 from error
    except (kept.NoPicture, kept.PictureTooLarge, actions.TooManyPictures) as error:
        form.refuse(error)
        return None
