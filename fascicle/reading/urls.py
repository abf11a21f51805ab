"""What readers open. ``exporting`` has the addresses of files."""

from django.urls import URLPattern, path

from fascicle.reading.views import browse, gate, works

app_name = "reading"

urlpatterns: list[URLPattern] = [
    path("works/", browse.works, name="works"),
    path("works/<int:work_id>/", works.work, name="work"),
    path("works/<int:work_id>/chapters/<int:position>/", works.chapter, name="chapter"),
    path("works/<int:work_id>/whole/", works.whole, name="whole"),
    path(
        "works/<int:work_id>/versions/<int:version_id>/", works.version, name="version"
    ),
    path(
        "works/<int:work_id>/originals/<str:sha256>/", works.original, name="original"
    ),
    path("works/<int:work_id>/files/", works.chapter_range, name="chapter_range"),
    path("series/", browse.series_list, name="series_list"),
    path("series/<int:series_id>/", browse.series, name="series"),
    path("writers/", browse.pen_names, name="pen_names"),
    path("writers/<int:pen_name_id>/", browse.pen_name, name="pen_name"),
    path("tags/", browse.tags, name="tags"),
    path("tags/<int:tag_id>/", browse.tag, name="tag"),
    path("tags/kinds/<slug:slug>/", browse.kind, name="kind"),
    path("languages/", browse.languages, name="languages"),
    path("languages/<str:code>/", browse.language, name="language"),
    path("adult-content/opening/", gate.opening, name="gate_opening"),
    path("adult-content/closing/", gate.closing, name="gate_closing"),
]
