"""Lists of works."""

from django.urls import URLPattern, path

from fascicle.search.views import browse

app_name = "search"

urlpatterns: list[URLPattern] = [
    path("works/", browse.works, name="works"),
    path("tags/<number:tag_id>/", browse.tag, name="tag"),
    path("writers/<number:pen_name_id>/", browse.pen_name, name="pen_name"),
    path("series/<number:series_id>/", browse.series, name="series"),
    path("languages/<language:code>/", browse.language, name="language"),
]
