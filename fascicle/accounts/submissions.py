"""Sending a form twice makes one thing."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID, uuid5

from django.db import transaction
from django.http import HttpResponseBase, HttpResponseRedirect
from django.utils import timezone

from fascicle.accounts.models import Submission
from fascicle.accounts.viewer import MemberRequest

P = ParamSpec("P")
View = Callable[Concatenate[MemberRequest, P], HttpResponseBase]

#: The field that a form which makes something carries (``components/submission.html``).
FIELD = "submission"
#: How long a form may lie open and still be sent twice without harm.
KEPT_FOR = timedelta(days=30)


def once(view: View[P]) -> View[P]:
    """What the view makes is made once, however often one form with one content is sent.

    A second sending is answered as the first was. Another content is another thing: whoever goes
    back, changes the text and sends it again has not sent the same form, and loses nothing.
    The form that could not be taken made nothing, and may be sent again.
    """

    @wraps(view)
    def guarded(
        request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        key = _key(request) if request.method == "POST" else None
        if key is None:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            submission, is_first = Submission.objects.get_or_create(
                key=key,
                defaults={"user": request.user, "made_at": timezone.now()},
            )
            if not is_first:
                return HttpResponseRedirect(submission.location)
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponseRedirect):
                submission.location = response.url
                submission.save(update_fields=["location"])
            else:
                submission.delete()
            return response

    return guarded


def forget_old_submissions() -> None:
    Submission.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()


def _key(request: MemberRequest) -> UUID | None:
    """Of this form, sent by this person, with this content. None if it has no key."""
    try:
        drawn = UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None
    digest = hashlib.sha256()
    for part in _content(request):
        digest.update(len(part).to_bytes(8, "big") + part)
    return uuid5(drawn, digest.hexdigest())


def _content(request: MemberRequest) -> Iterator[bytes]:
    yield str(request.user.pk).encode()
    yield request.path.encode("utf-8", "surrogateescape")
    for name, values in sorted(request.POST.lists()):
        if name != "csrfmiddlewaretoken":
            for value in (name, *values):
                yield str(value).encode("utf-8", "surrogatepass")
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield from (name.encode(), str(file.name).encode(), *file.chunks())
            file.seek(0)
