"""Downloads. Addresses end as the file does: e-readers judge by that."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from fascicle.exporting import views


class FormatConverter(StringConverter):
    """A format we can write."""

    regex = "epub|html|txt"


register_converter(FormatConverter, "format")

app_name = "exporting"

urlpatterns: list[URLPattern] = [
    path(
        "works/<number:work_id>/files/work.<format:format>",
        views.work_file,
        name="work_file",
    ),
    path(
        "works/<number:work_id>/files/chapters-<number:first>-<number:last>.<format:format>",
        views.chapters_file,
        name="chapters_file",
    ),
    path(
        "series/<number:series_id>/files/series.<format:format>",
        views.series_file,
        name="series_file",
    ),
]
