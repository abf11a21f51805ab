"""What readers follow, and what they are told."""

from django.urls import URLPattern, path

from fascicle.reading.views import follows, unsubscribing, updates

urlpatterns: list[URLPattern] = [
    path("follows/", follows.follows, name="follows"),
    path("follows/following/", follows.following, name="following"),
    path("follows/unfollowing/", follows.unfollowing, name="unfollowing"),
    path("follows/<number:follow_id>/letters/", follows.letters, name="letters"),
    path(
        "follows/<number:follow_id>/letters/removal/",
        follows.no_letters,
        name="no_letters",
    ),
    path("follows/telling/", follows.being_told, name="being_told"),
    path("follows/feeds/", follows.feed_addresses, name="feed_addresses"),
    path("updates/", updates.updates, name="updates"),
    path("updates/reading/", updates.reading, name="updates_reading"),
    path("updates/reading/all/", updates.reading_all, name="updates_reading_all"),
    path(
        "letters/<str:key>/unsubscribing/",
        unsubscribing.unsubscribing,
        name="unsubscribing",
    ),
]
