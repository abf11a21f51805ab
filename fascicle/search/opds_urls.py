"""The addresses of the catalogue, each with and without a slash at its end."""

from collections.abc import Callable, Iterator

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from fascicle.search.views import opds

VIEWS: dict[str, tuple[Callable[..., HttpResponseBase], str]] = {
    "": (opds.root, "opds"),
    "/works": (opds.works, "opds_works"),
    "/search": (opds.search, "opds_search"),
    "/tags/<number:tag_id>": (opds.tag, "opds_tag"),
    "/writers/<number:pen_name_id>": (opds.writer, "opds_writer"),
    "/series/<number:series_id>": (opds.one_series, "opds_one_series"),
    "/languages/<language:code>": (opds.language, "opds_language"),
    "/kinds/<slug:slug>": (opds.kind, "opds_kind"),
    "/writers": (opds.writers, "opds_writers"),
    "/series": (opds.series, "opds_series"),
    "/languages": (opds.languages, "opds_languages"),
    "/yours": (opds.yours, "opds_yours"),
    "/reading": (opds.reading, "opds_reading"),
    "/shelves": (opds.shelves, "opds_shelves"),
    "/shelves/<number:shelf_id>": (opds.one_shelf, "opds_shelf"),
    "/follows": (opds.follows, "opds_follows"),
    "/followed": (opds.followed, "opds_followed"),
    "/filters": (opds.filters, "opds_filters"),
}


def _addresses() -> Iterator[URLPattern]:
    yield path("opds/search.xml", opds.search_description, name="opds_description")
    roots = (("opds", opds.FIRST, ""), ("opds/v2", opds.SECOND, "2"))
    for root, version, suffix in roots:
        for route, (view, name) in VIEWS.items():
            given = {"version": version}
            yield path(f"{root}{route}", view, given, name=f"{name}{suffix}")
            yield path(f"{root}{route}/", view, given)


urlpatterns: list[URLPattern] = list(_addresses())
