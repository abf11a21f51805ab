"""The review desk."""

from django.urls import URLPattern, path

from fascicle.importing.views import (
    batches,
    changes,
    chapters,
    decisions,
    files,
    review,
    series,
    stories,
)

app_name = "importing"

BATCH = "<number:batch_id>/"
STORY = f"{BATCH}works/<number:story_id>/"
PART = f"{STORY}chapters/<number:part_id>/"
FILE = f"{BATCH}files/<number:file_id>/"
SERIES = f"{BATCH}series/<number:series_id>/"

urlpatterns: list[URLPattern] = [
    path("", batches.batches, name="batches"),
    path("uploads/", batches.uploads, name="uploads"),
    path(BATCH, review.batch, name="batch"),
    path(f"{BATCH}undoing/", batches.undoing, name="undoing"),
    path(f"{BATCH}rereading/", batches.rereading, name="rereading"),
    path(f"{BATCH}resuming/", batches.resuming, name="resuming"),
    # What is decided of many works at once.
    path(f"{BATCH}acceptances/", decisions.acceptances, name="acceptances"),
    path(f"{BATCH}exclusions/", decisions.exclusions, name="exclusions"),
    path(f"{BATCH}inclusions/", decisions.inclusions, name="inclusions"),
    path(f"{BATCH}authors/", decisions.authors, name="authors"),
    path(f"{BATCH}titles/", decisions.titles, name="titles"),
    path(f"{BATCH}ratings/", decisions.ratings, name="ratings"),
    path(f"{BATCH}languages/", decisions.languages, name="languages"),
    path(f"{BATCH}statuses/", decisions.statuses, name="statuses"),
    path(f"{BATCH}tags/", decisions.tags, name="tags"),
    path(f"{BATCH}tag-removals/", decisions.tag_removals, name="tag_removals"),
    path(f"{BATCH}series/", decisions.series, name="series_places"),
    path(f"{BATCH}mergers/", decisions.mergers, name="mergers"),
    # What was decided, and taking it back.
    path(f"{BATCH}changes/", changes.changes, name="changes"),
    path(f"{BATCH}changes/last/undoing/", changes.last_undoing, name="last_undoing"),
    path(
        f"{BATCH}changes/<number:change_id>/undoing/",
        changes.change_undoing,
        name="change_undoing",
    ),
    path(SERIES, series.series, name="series"),
    path(f"{SERIES}title/", series.title, name="series_title"),
    path(f"{SERIES}order/", series.order, name="series_order"),
    path(STORY, stories.story, name="story"),
    path(f"{STORY}details/", stories.details, name="details"),
    path(f"{STORY}confirmation/", stories.confirmation, name="confirmation"),
    path(f"{STORY}split/", stories.split, name="split"),
    path(f"{STORY}merger/", stories.merger, name="merger"),
    path(PART, chapters.chapter, name="part"),
    path(f"{PART}name/", chapters.name, name="part_name"),
    path(f"{PART}position/", chapters.position, name="part_position"),
    path(f"{PART}exclusion/", chapters.exclusion, name="part_exclusion"),
    path(f"{PART}inclusion/", chapters.inclusion, name="part_inclusion"),
    path(f"{PART}choice/", chapters.choice, name="part_choice"),
    path(f"{PART}parting/", chapters.parting, name="part_parting"),
    path(f"{PART}difference/", chapters.difference, name="part_difference"),
    path(f"{BATCH}files/", files.files, name="files"),
    path(FILE, files.file, name="file"),
    path(f"{FILE}original/", files.original, name="original"),
]
