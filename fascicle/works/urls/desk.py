"""All works of a writer at a glance, and what is done with many at once."""

from django.urls import URLPattern, path

from fascicle.works.views import bulk, desk, statistics

urlpatterns: list[URLPattern] = [
    path("", desk.desk, name="desk"),
    path("seen/", desk.seen, name="seen"),
    path("bulk/", bulk.choosing, name="bulk"),
    path("bulk/preview/", bulk.preview, name="bulk_preview"),
    path("bulk/changes/", bulk.changes, name="bulk_changes"),
    path("bulk/<number:edit_id>/", bulk.bulk_edit, name="bulk_edit"),
    path("bulk/<number:edit_id>/undoing/", bulk.bulk_undoing, name="bulk_undoing"),
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/reads.csv", statistics.statistics_table, name="statistics_table"),
    path("statistics/stories.csv", statistics.received_table, name="received_table"),
    path(
        "<number:work_id>/statistics/",
        statistics.work_statistics,
        name="work_statistics",
    ),
    path(
        "<number:work_id>/statistics/reads.csv",
        statistics.work_statistics_table,
        name="work_statistics_table",
    ),
]
