"""Lists of works."""

from django.urls import URLPattern, path

from fascicle.search import opds_urls
from fascicle.search.views import (
    browse,
    counts,
    help,
    indexing,
    kept,
    kept_feed,
    kinds,
    likeness,
    pen_names,
    shelves,
    shield,
    suggesting,
    tag_feed,
    within,
)

app_name = "search"

urlpatterns: list[URLPattern] = [
    path("search-index/", indexing.indexing, name="indexing"),
    path("search-index/rereading/", indexing.rereading, name="rereading"),
    path("search-index/rebuilding/", indexing.rebuilding, name="rebuilding"),
    path("search/help/", help.help_page, name="help"),
    path("suggestions/", suggesting.suggesting, name="suggestions"),
    path("works/", browse.works, name="works"),
    path("works/kinds/<slug:slug>/", counts.counts, name="counts"),
    path("works/<number:work_id>/like/", likeness.more_like, name="like"),
    path("works/<number:work_id>/search/", within.within, name="within"),
    path("tags/", kinds.tags, name="tags"),
    path("tags/kinds/<slug:slug>/", kinds.kind, name="kind"),
    path("tags/<number:tag_id>/", browse.tag, name="tag"),
    path("tags/<number:tag_id>/feed/", tag_feed.feed, name="tag_feed"),
    path(
        "feeds/<str:key>/tags/<number:tag_id>/",
        tag_feed.own_feed,
        name="own_tag_feed",
    ),
    path("writers/<number:pen_name_id>/", pen_names.pen_name, name="pen_name"),
    path("writers/named/<path:name>/", pen_names.named, name="pen_name_named"),
    path("series/<number:series_id>/", browse.series, name="series"),
    path("shelves/<number:shelf_id>/", shelves.shelf, name="shelf"),
    path("languages/<language:code>/", browse.language, name="language"),
    path("shield/", shield.shield, name="shield"),
    path("shield/why/", shield.why, name="shield_why"),
    path("shield/limits/", shield.limits, name="shield_limits"),
    path("shield/entries/", shield.entries, name="shield_entries"),
    path("shield/entries/removal/", shield.removal, name="shield_removal"),
    path("filters/", kept.filters, name="filters"),
    path("filters/keeping/", kept.keeping, name="filter_keeping"),
    path("filters/new/", kept.new, name="new_filter"),
    path("filters/<number:filter_id>/name/", kept.renaming, name="filter_name"),
    path("filters/<number:filter_id>/place/", kept.place, name="filter_place"),
    path("filters/<number:filter_id>/removal/", kept.removal, name="filter_removal"),
    path("filters/<number:filter_id>/default/", kept.opening, name="filter_default"),
    path(
        "filters/<number:filter_id>/following/",
        kept.following,
        name="filter_following",
    ),
    path("filters/<number:filter_id>/seen/", kept.seen, name="filter_seen"),
    path("filters/feed/<str:key>/", kept_feed.feed, name="filter_feed"),
    path("filters/<number:filter_id>/feed/", kept.feed_key, name="filter_feed_key"),
    *opds_urls.urlpatterns,
]
