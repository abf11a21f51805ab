"""Passages that readers mark."""

from django.urls import URLPattern, path

from fascicle.reading.views import highlights

urlpatterns: list[URLPattern] = [
    path(
        "works/<number:work_id>/chapters/<number:position>/highlights/",
        highlights.marking,
        name="marking",
    ),
    path("highlights/", highlights.highlights, name="highlights"),
    path(
        "highlights/highlights.<slug:form>",
        highlights.highlights_file,
        name="highlights_file",
    ),
    path("highlights/<number:highlight_id>/", highlights.highlight, name="highlight"),
    path(
        "highlights/<number:highlight_id>/removal/",
        highlights.highlight_removal,
        name="highlight_removal",
    ),
]
