"""Works, the ways to them, and how pages look."""

from django.urls import URLPattern, path

from fascicle.reading.views import browse, gate, look, pictures, preview, works

urlpatterns: list[URLPattern] = [
    path("works/<number:work_id>/", works.work, name="work"),
    path(
        "works/<number:work_id>/chapters/<number:position>/",
        works.chapter,
        name="chapter",
    ),
    path("works/<number:work_id>/whole/", works.whole, name="whole"),
    path(
        "works/<number:work_id>/versions/<number:version_id>/",
        works.version,
        name="version",
    ),
    path(
        "works/<number:work_id>/originals/<digest:sha256>/",
        works.original,
        name="original",
    ),
    path("works/<number:work_id>/files/", works.chapter_range, name="chapter_range"),
    path("desk/writing/<number:work_id>/preview/", preview.preview, name="preview"),
    path("images/<digest:digest>", pictures.picture, name="picture"),
    path("series/", browse.series_list, name="series_list"),
    path("writers/", browse.pen_names, name="pen_names"),
    path("languages/", browse.languages, name="languages"),
    path("look/", look.look, name="look"),
    path("look/keeping/", look.keeping, name="look_keeping"),
    path("look/reset/", look.reset, name="look_reset"),
    path("adult-content/opening/", gate.opening, name="gate_opening"),
    path("adult-content/closing/", gate.closing, name="gate_closing"),
]
