"""A form that could not be taken, shown again with every word that was typed into it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

#: Longer ones are a person's words; shorter ones are ticks and numbers.
_SHORT = 40


@dataclass(frozen=True, slots=True)
class Typed:
    """A field as it was sent."""

    name: str
    value: str

    @property
    def is_words(self) -> bool:
        return len(self.value) > _SHORT or "\n" in self.value or " " in self.value


def kept_words(request: HttpRequest, *, status: int) -> HttpResponse:
    """What was sent, in a form that sends it again to the same address."""
    context = {"typed": sent_words(request), "address": request.get_full_path()}
    return render(request, "accounts/kept_words.html", context, status=status)


def sent_words(request: HttpRequest) -> list[Typed]:
    """The fields of a form but for secrets; none if what was sent cannot be read."""
    try:
        return list(_typed(request))
    except (OSError, SuspiciousOperation, MultiPartParserError):
        return []


def comes_from_here(request: HttpRequest) -> bool:
    """Whether a page of this archive sent a form: no other may have one sent again."""
    origin = request.headers.get("Origin", "")
    return origin == f"{request.scheme}://{request.get_host()}"


def _typed(request: HttpRequest) -> Iterator[Typed]:
    for name, values in request.POST.lists():
        if name != "csrfmiddlewaretoken" and "password" not in name:
            yield from (Typed(name, str(value)) for value in values)
