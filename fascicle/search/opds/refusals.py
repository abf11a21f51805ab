"""What a program is told where the catalogue has nothing for it: words, never a page of HTML."""

from django.http import HttpResponse, JsonResponse

from fascicle.search.opds import atom, json2

#: RFC 9457.
PROBLEM = "application/problem+json"


def is_catalogue(path: str) -> bool:
    """Whether a path is one of the catalogue's, or would be if there were anything."""
    return _is_within(atom.ROOT, path)


def refusal(path: str, status: int, title: str, advice: str) -> HttpResponse:
    """As the version of the catalogue at this path has it."""
    if _is_within(json2.ROOT, path):
        said = {"title": title, "status": status, "detail": advice}
        return JsonResponse(said, status=status, content_type=PROBLEM)
    words = f"{title}.\n{advice}\n"
    return HttpResponse(words, "text/plain; charset=utf-8", status)


def _is_within(root: str, path: str) -> bool:
    return path == root or path.startswith(f"{root}/")
