"""The pictures of pen names."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fascicle.accounts import actions
from fascicle.accounts.forms.pen_names import PictureForm, no_picture, too_large
from fascicle.accounts.models import PenName
from fascicle.accounts.viewer import MemberRequest
from fascicle.accounts.views.pen_names import own_pen_name, page
from fascicle.core import pictures
from fascicle.core.storage import DamagedFile

#: A picture's address changes with it, so what is had of it need not be asked for again.
KEPT = "public, max-age=31536000, immutable"


@require_safe
def picture(request: HttpRequest, pen_name_id: int) -> HttpResponse:
    """The picture of a pen name, under that name's own address: two names share nothing."""
    pen_name = get_object_or_404(PenName.objects.with_picture(), pk=pen_name_id)
    try:
        data = pictures.fetch(pen_name.picture)
    except (FileNotFoundError, DamagedFile) as lost:
        raise Http404 from lost
    response = HttpResponse(data, content_type="image/webp")
    if request.GET.get("v") == pen_name.picture_version:
        response.headers["Cache-Control"] = KEPT
    return response


@login_required
@require_POST
def showing(request: MemberRequest, pen_name_id: int) -> HttpResponse:
    own = own_pen_name(request, pen_name_id)
    form = PictureForm(request.POST, request.FILES, has_picture=bool(own.picture))
    if form.is_valid():
        data, alt = form.cleaned_data["picture"], form.cleaned_data["picture_alt"]
        try:
            actions.show_picture(own, data, alt=alt)
        except pictures.NoPicture:
            form.add_error("picture", no_picture())
        except pictures.PictureTooLarge:
            form.add_error("picture", too_large())
        else:
            messages.success(request, _("The picture is kept."))
            return redirect("accounts:pen_name", own.pk)
    return page(request, own, picture_form=form, status=422)


@login_required
@require_POST
def removal(request: MemberRequest, pen_name_id: int) -> HttpResponse:
    own = own_pen_name(request, pen_name_id)
    actions.take_picture_away(own)
    messages.success(request, _("The picture is gone."))
    return redirect("accounts:pen_name", own.pk)
