"""What readers open. ``exporting`` has the addresses of files, ``search`` those of lists."""

from fascicle.reading.urls import (
    feeds,
    highlights,
    offline,
    progress,
    shelves,
    sync,
    updates,
    works,
)

app_name = "reading"

urlpatterns = [
    *offline.urlpatterns,
    *works.urlpatterns,
    *updates.urlpatterns,
    *shelves.urlpatterns,
    *feeds.urlpatterns,
    *highlights.urlpatterns,
    *progress.urlpatterns,
    *sync.urlpatterns,
]
