"""Logging in and out, and the adult choice."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import URLPattern, path

app_name = "accounts"

urlpatterns: list[URLPattern] = [
    path(
        "log-in/",
        LoginView.as_view(
            template_name="accounts/log_in.html", redirect_authenticated_user=True
        ),
        name="login",
    ),
    path("log-out/", LogoutView.as_view(), name="logout"),
]
