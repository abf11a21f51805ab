"""What readers open. ``exporting`` has the addresses of files, ``search`` those of lists."""

from django.urls import URLPattern, path

from fascicle.reading.views import browse, gate, works

app_name = "reading"

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
    path("series/", browse.series_list, name="series_list"),
    path("writers/", browse.pen_names, name="pen_names"),
    path("languages/", browse.languages, name="languages"),
    path("adult-content/opening/", gate.opening, name="gate_opening"),
    path("adult-content/closing/", gate.closing, name="gate_closing"),
]
