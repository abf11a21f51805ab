"""Lists of works."""

from django.urls import URLPattern, path

from fascicle.search.views import browse, counts, shield

app_name = "search"

urlpatterns: list[URLPattern] = [
    path("works/", browse.works, name="works"),
    path("works/kinds/<slug:slug>/", counts.counts, name="counts"),
    path("tags/<number:tag_id>/", browse.tag, name="tag"),
    path("writers/<number:pen_name_id>/", browse.pen_name, name="pen_name"),
    path("series/<number:series_id>/", browse.series, name="series"),
    path("languages/<language:code>/", browse.language, name="language"),
    path("shield/", shield.shield, name="shield"),
    path("shield/limits/", shield.limits, name="shield_limits"),
    path("shield/entries/", shield.entries, name="shield_entries"),
    path("shield/entries/removal/", shield.removal, name="shield_removal"),
]
