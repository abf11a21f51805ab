"""Logging in and out, and all that an account holds: a module for each of its rooms."""

from allauth.account.views import login, logout
from django.urls import URLPattern, path

from fascicle.accounts.urls import claims, devices, joining, pen_names, preferences

app_name = "accounts"

urlpatterns: list[URLPattern] = [
    path("log-in/", login, name="login"),
    path("log-out/", logout, name="logout"),
    *joining.urlpatterns,
    *pen_names.urlpatterns,
    *claims.urlpatterns,
    *preferences.urlpatterns,
    *devices.urlpatterns,
]
