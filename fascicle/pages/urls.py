"""The front door, set-up, the host's own pages, health."""

from django.urls import URLPattern, path

from fascicle.pages.views import desk, health, home, set_up, tags, vocabulary

app_name = "pages"

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("set-up/<str:token>/", set_up.set_up, name="set_up"),
    path("health/", health.health, name="health"),
    path("robots.txt", home.robots, name="robots"),
    path("desk/", desk.desk, name="desk"),
    path("desk/unrated/", desk.unrated, name="unrated"),
    path("desk/vocabulary/", vocabulary.overview, name="vocabulary"),
    path(
        "desk/vocabulary/archive/", vocabulary.archive_details, name="archive_details"
    ),
    path("desk/vocabulary/ratings/", vocabulary.new_rating, name="new_rating"),
    path(
        "desk/vocabulary/ratings/<number:rating_id>/", vocabulary.rating, name="rating"
    ),
    path(
        "desk/vocabulary/ratings/<number:rating_id>/removal/",
        vocabulary.rating_removal,
        name="rating_removal",
    ),
    path("desk/vocabulary/kinds/", vocabulary.new_kind, name="new_kind"),
    path("desk/vocabulary/kinds/<number:kind_id>/", vocabulary.kind, name="kind"),
    path(
        "desk/vocabulary/kinds/<number:kind_id>/removal/",
        vocabulary.kind_removal,
        name="kind_removal",
    ),
    path(
        "desk/vocabulary/kinds/<number:kind_id>/tags/", tags.kind_tags, name="kind_tags"
    ),
    path("desk/vocabulary/tags/<number:tag_id>/", tags.tag, name="tag"),
    path(
        "desk/vocabulary/tags/<number:tag_id>/removal/",
        tags.tag_removal,
        name="tag_removal",
    ),
]
