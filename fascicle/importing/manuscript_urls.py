"""Bringing a file to the writer's desk."""

from django.urls import URLPattern, path

from fascicle.importing.views import chapter_files, manuscripts

app_name = "manuscripts"

_CHAPTER_FILE = "<number:work_id>/chapters/<number:chapter_id>/upload"

urlpatterns: list[URLPattern] = [
    path("upload/pictures/<str:token>/", manuscripts.picture, name="picture"),
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
    path(f"{_CHAPTER_FILE}/", chapter_files.chapter_file, name="chapter_file"),
    path(
        f"{_CHAPTER_FILE}/<str:token>/",
        chapter_files.chapter_file_preview,
        name="chapter_file_preview",
    ),
]
