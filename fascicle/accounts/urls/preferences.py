"""What somebody prefers."""

from django.urls import URLPattern, path

from fascicle.accounts.views import preferences

urlpatterns: list[URLPattern] = [
    path("preferences/", preferences.preferences, name="preferences"),
    path("preferences/time-zone/", preferences.time_zone, name="time_zone"),
]
