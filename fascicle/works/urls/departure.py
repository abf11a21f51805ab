"""Leaving, and what becomes of one's works then."""

from django.urls import URLPattern, path

from fascicle.works.views import departure

urlpatterns: list[URLPattern] = [
    path("departure/", departure.departure, name="departure"),
    path("departure/staying/", departure.staying, name="staying"),
]
