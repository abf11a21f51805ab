"""Reading without a network."""

from django.urls import URLPattern, path

from fascicle.reading.views import offline

urlpatterns: list[URLPattern] = [
    path("offline/", offline.offline, name="offline"),
    path(
        "works/<number:work_id>/offline/", offline.offline_pages, name="offline_pages"
    ),
    path("worker.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
]
