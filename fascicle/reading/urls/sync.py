"""KOReader's progress sync. Its plugin puts its calls after whatever address it was given."""

from django.urls import URLPattern, path, re_path

from fascicle.reading.views import kosync

urlpatterns: list[URLPattern] = [
    path("kosync", kosync.state),
    path("kosync/", kosync.state, name="sync"),
    re_path(r"^kosync/healthcheck/?$", kosync.state),
    re_path(r"^kosync/users/create/?$", kosync.register),
    re_path(r"^kosync/users/auth/?$", kosync.authorize),
    re_path(r"^kosync/syncs/progress/?$", kosync.update),
    re_path(r"^kosync/syncs/progress/(?P<document>[^/]+)/?$", kosync.progress),
    re_path(r"^kosync/(?P<rest>.*)$", kosync.unknown),
]
