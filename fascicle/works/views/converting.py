"""A text from one way of writing to another, for the editor."""

from django import forms
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from fascicle.accounts.access import members_only
from fascicle.accounts.viewer import MemberRequest
from fascicle.core.formats import convert
from fascicle.core.html import TooComplex
from fascicle.works.actions.saving import FORMATS
from fascicle.works.forms.chapter import MOST_TEXT, ProseField
from fascicle.works.models import Mode
from fascicle.works.views.texts import reason


class ConversionForm(forms.Form):
    """A text and its way of writing, now and then. What is pasted carries much mark-up."""

    text = ProseField(label=_("Text"), max_length=MOST_TEXT * 4, rows=1, required=False)
    source = forms.ChoiceField(choices=Mode.choices)
    target = forms.ChoiceField(choices=Mode.choices)


@members_only
@require_POST
def conversion(request: MemberRequest) -> HttpResponse:
    """JSON of the text in its new form, clean, and sentences on what that form cannot hold."""
    form = ConversionForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    said = form.cleaned_data
    try:
        converted = convert(
            said["text"],
            source=FORMATS[Mode(said["source"])],
            target=FORMATS[Mode(said["target"])],
        )
    except TooComplex as error:
        return JsonResponse({"errors": {"text": [reason(error)]}}, status=422)
    losses = [str(loss.sentence) for loss in converted.losses]
    return JsonResponse({"text": converted.text, "losses": losses})
