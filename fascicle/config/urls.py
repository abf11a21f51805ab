"""Every address of the archive."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from fascicle.core.converters import (
    DigestConverter,
    LanguageConverter,
    NumberConverter,
)

register_converter(NumberConverter, "number")
register_converter(LanguageConverter, "language")
register_converter(DigestConverter, "digest")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("fascicle.pages.urls")),
    path("", include("fascicle.reading.urls")),
    path("", include("fascicle.search.urls")),
    path("", include("fascicle.exporting.urls")),
    path("account/", include("fascicle.accounts.urls")),
    path("account/", include("fascicle.accounts.urls.entrance")),
    path("desk/people/", include("fascicle.accounts.urls.people")),
    path("desk/tags/", include("fascicle.tags.urls")),
    path("desk/imports/", include("fascicle.importing.urls")),
    path("desk/writing/", include("fascicle.importing.manuscript_urls")),
    path("desk/writing/", include("fascicle.works.urls")),
]

handler404 = "fascicle.pages.errors.not_found"
handler500 = "fascicle.pages.errors.server_error"
handler403 = "fascicle.pages.errors.forbidden"
handler400 = "fascicle.pages.errors.bad_request"
