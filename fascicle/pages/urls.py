"""The front door, set-up, the host's own pages, health."""

from django.urls import URLPattern, path

from fascicle.pages.views import health, home, set_up, vocabulary

app_name = "pages"

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("set-up/<str:token>/", set_up.set_up, name="set_up"),
    path("health/", health.health, name="health"),
    path("robots.txt", home.robots, name="robots"),
    path("desk/vocabulary/", vocabulary.overview, name="vocabulary"),
    path(
        "desk/vocabulary/archive/", vocabulary.archive_details, name="archive_details"
    ),
    path("desk/vocabulary/ratings/", vocabulary.new_rating, name="new_rating"),
    path("desk/vocabulary/ratings/<int:rating_id>/", vocabulary.rating, name="rating"),
    path(
        "desk/vocabulary/ratings/<int:rating_id>/removal/",
        vocabulary.rating_removal,
        name="rating_removal",
    ),
    path("desk/vocabulary/kinds/", vocabulary.new_kind, name="new_kind"),
    path("desk/vocabulary/kinds/<int:kind_id>/", vocabulary.kind, name="kind"),
    path(
        "desk/vocabulary/kinds/<int:kind_id>/removal/",
        vocabulary.kind_removal,
        name="kind_removal",
    ),
]
