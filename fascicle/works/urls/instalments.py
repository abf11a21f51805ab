"""Publishing: the work's own form, its chapters, when they come out, its series."""

from django.urls import URLPattern, path

from fascicle.works.views import announcing, chapters, describing, scheduling, series

_WORK = "<number:work_id>"
_CHAPTER = f"{_WORK}/chapters/<number:chapter_id>"
_SERIES = "series/<number:series_id>"
_ENTRY = f"{_SERIES}/works/<number:entry_id>"

urlpatterns: list[URLPattern] = [
    path("new/", describing.new_work, name="new_work"),
    path("tags/<slug:slug>/", describing.tag_names, name="tag_names"),
    path(f"{_WORK}/", describing.work, name="work"),
    # Which chapters are public, and in which order.
    path(f"{_WORK}/chapters/", chapters.chapters, name="chapters"),
    path(f"{_WORK}/chapters/order/", chapters.order, name="chapter_order"),
    path(f"{_CHAPTER}/instalment/", chapters.instalment, name="instalment"),
    path(f"{_CHAPTER}/move/", chapters.move, name="chapter_move"),
    path(f"{_CHAPTER}/posting/", chapters.posting, name="posting"),
    path(f"{_CHAPTER}/unposting/", chapters.unposting, name="unposting"),
    path(f"{_CHAPTER}/date/", chapters.dating, name="chapter_date"),
    path(f"{_CHAPTER}/language/", chapters.speaking, name="chapter_language"),
    path(f"{_CHAPTER}/removal/", chapters.removal, name="chapter_removal"),
    # What comes out by itself.
    path(f"{_CHAPTER}/schedule/", scheduling.schedule, name="schedule"),
    path(
        f"{_CHAPTER}/schedule/removal/",
        scheduling.schedule_removal,
        name="schedule_removal",
    ),
    path(f"{_WORK}/chapters/run/", scheduling.run, name="run"),
    path(f"{_WORK}/chapters/run/removal/", scheduling.run_removal, name="run_removal"),
    # A word to readers, and notes that are used again.
    path(f"{_WORK}/announcements/", announcing.announcements, name="announcements"),
    path(
        f"{_WORK}/announcements/<number:announcement_id>/removal/",
        announcing.announcement_removal,
        name="announcement_removal",
    ),
    path("notes/", announcing.kept_notes, name="kept_notes"),
    path(
        "notes/<number:note_id>/removal/",
        announcing.kept_note_removal,
        name="kept_note_removal",
    ),
    # Series.
    path(f"{_WORK}/series/", series.work_series, name="work_series"),
    path(
        f"{_WORK}/series/<number:series_id>/removal/",
        series.work_series_removal,
        name="work_series_removal",
    ),
    path("series/", series.series_list, name="series_list"),
    path("series/asked/<number:owner_id>/", series.series_answer, name="series_answer"),
    path(f"{_SERIES}/", series.series_desk, name="series_desk"),
    path(f"{_SERIES}/order/", series.series_order, name="series_order"),
    path(f"{_SERIES}/removal/", series.series_removal, name="series_removal"),
    path(f"{_SERIES}/leaving/", series.series_leaving, name="series_leaving"),
    path(f"{_ENTRY}/move/", series.entry_move, name="series_entry_move"),
    path(f"{_ENTRY}/removal/", series.entry_removal, name="series_entry_removal"),
    path(f"{_SERIES}/owners/", series.series_owners, name="series_owners"),
    path(
        f"{_SERIES}/owners/<number:owner_id>/removal/",
        series.series_question_removal,
        name="series_question_removal",
    ),
]
