"""Where a reader is in a work, and what they have read."""

from django.urls import URLPattern, path

from fascicle.reading.views import history, progress

urlpatterns: list[URLPattern] = [
    path("works/<number:work_id>/resume/", progress.resume, name="resume"),
    path("works/<number:work_id>/place/", progress.place, name="place"),
    path(
        "works/<number:work_id>/place/choice/",
        progress.place_choice,
        name="place_choice",
    ),
    path(
        "works/<number:work_id>/chapters/<number:position>/place/",
        progress.chapter_place,
        name="chapter_place",
    ),
    path(
        "works/<number:work_id>/chapters/<number:position>/reading/",
        progress.chapter_read,
        name="chapter_read",
    ),
    path("works/<number:work_id>/state/", progress.state, name="state"),
    path("works/<number:work_id>/state/restart/", progress.restart, name="restart"),
    path("works/<number:work_id>/state/removal/", progress.forgetting, name="forget"),
    path("history/", history.history, name="history"),
    path("history/keeping/", history.keeping, name="history_keeping"),
    path("history/removal/", history.removal, name="history_removal"),
]
