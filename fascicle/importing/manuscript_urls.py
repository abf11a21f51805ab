"""Bringing a file to the writer's desk."""

from django.urls import URLPattern, path

from fascicle.importing.views import manuscripts

app_name = "manuscripts"

urlpatterns: list[URLPattern] = [
    path("upload/", manuscripts.manuscript, name="new_work"),
    path(
        "upload/<str:token>/", manuscripts.manuscript_preview, name="new_work_preview"
    ),
    path("<number:work_id>/upload/", manuscripts.manuscript, name="in_work"),
    path(
        "<number:work_id>/upload/<str:token>/",
        manuscripts.manuscript_preview,
        name="in_work_preview",
    ),
]
