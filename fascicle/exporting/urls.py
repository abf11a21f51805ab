"""Downloads. Addresses end as the file does: e-readers judge by that."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from fascicle.exporting.views import files, issues, sending, takeouts


class FormatConverter(StringConverter):
    """A format we can write."""

    regex = "epub|html|txt"


register_converter(FormatConverter, "format")

app_name = "exporting"

urlpatterns: list[URLPattern] = [
    path(
        "works/<number:work_id>/files/work.<format:format>",
        files.work_file,
        name="work_file",
    ),
    path(
        "works/<number:work_id>/files/chapters-<number:first>-<number:last>.<format:format>",
        files.chapters_file,
        name="chapters_file",
    ),
    path(
        "desk/writing/<number:work_id>/preview/work.<format:format>",
        files.draft_file,
        name="draft_file",
    ),
    path(
        "series/<number:series_id>/files/series.<format:format>",
        files.series_file,
        name="series_file",
    ),
    path(
        "works/<number:work_id>/r<number:revision>/<str:name>.epub",
        issues.issue,
        name="issue",
    ),
    path("works/<number:work_id>/sending/", sending.sending, name="sending"),
    path("works/<number:work_id>/cover.png", issues.cover, name="cover"),
    path("works/<number:work_id>/thumbnail.png", issues.thumbnail, name="thumbnail"),
    path("desk/writing/takeout/", takeouts.takeout, name="takeout"),
    path("desk/writing/takeout/file/", takeouts.takeout_file, name="takeout_file"),
    path(
        "desk/writing/takeout/removal/",
        takeouts.takeout_removal,
        name="takeout_removal",
    ),
]
