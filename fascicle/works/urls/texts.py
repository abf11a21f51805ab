"""Writing: the text of a chapter, what is kept of it while it is written, its history."""

from django.urls import URLPattern, path

from fascicle.works.views import converting, history, pictures, texts, typing

_CHAPTER = "<number:work_id>/chapters/<number:chapter_id>"
_REVISION = f"{_CHAPTER}/history/<number:revision_id>"

urlpatterns: list[URLPattern] = [
    path("conversion/", converting.conversion, name="conversion"),
    path("pictures/", pictures.pictures, name="pictures"),
    path("pictures/sending/", pictures.picture_sending, name="picture_sending"),
    path(
        "pictures/<number:picture_id>/removal/",
        pictures.picture_removal,
        name="picture_removal",
    ),
    path("autosaves/", typing.autosaves, name="autosaves"),
    path("autosaves/<uuid:slot>/", typing.autosave, name="autosave"),
    path("autosaves/<uuid:slot>/words/", typing.unsaved, name="unsaved"),
    path("autosaves/<uuid:slot>/removal/", typing.thrown_away, name="autosave_removal"),
    path("<number:work_id>/chapters/new/", texts.new_chapter, name="new_chapter"),
    path(f"{_CHAPTER}/", texts.chapter, name="chapter"),
    path(f"{_CHAPTER}/presence/", typing.presence, name="presence"),
    path(f"{_CHAPTER}/history/", history.history, name="history"),
    path(f"{_CHAPTER}/history/comparison/", history.comparison, name="comparison"),
    path(f"{_REVISION}/", history.revision, name="revision"),
    path(f"{_REVISION}/restoring/", history.restoring, name="revision_restoring"),
    path(f"{_REVISION}/erasing/", history.erasing, name="revision_erasing"),
]
