"""Feeds: public ones beside what they are of, a reader's own under a secret."""

from django.urls import URLPattern, path

from fascicle.reading.views import feeds

urlpatterns: list[URLPattern] = [
    path("works/<number:work_id>/feed/", feeds.work, name="work_feed"),
    path("series/<number:series_id>/feed/", feeds.series, name="series_feed"),
    path("writers/<number:pen_name_id>/feed/", feeds.pen_name, name="pen_name_feed"),
    path("shelves/<number:shelf_id>/feed/", feeds.shelf, name="shelf_feed"),
    path("feeds/<str:key>/updates/", feeds.updates, name="updates_feed"),
    path("feeds/<str:key>/follows/", feeds.follows, name="follows_feed"),
    path(
        "feeds/<str:key>/series/<number:series_id>/",
        feeds.own_series,
        name="own_series_feed",
    ),
    path(
        "feeds/<str:key>/writers/<number:pen_name_id>/",
        feeds.own_pen_name,
        name="own_pen_name_feed",
    ),
    path(
        "feeds/<str:key>/shelves/<number:shelf_id>/",
        feeds.own_shelf,
        name="own_shelf_feed",
    ),
]
