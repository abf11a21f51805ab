"""Claims to the pen names of imported writers."""

from django.urls import URLPattern, path

from fascicle.accounts.views import claims

urlpatterns: list[URLPattern] = [
    path("claims/", claims.claims, name="claims"),
    path("claims/new/<number:pen_name_id>/", claims.new, name="new_claim"),
    path("claims/<number:claim_id>/withdrawal/", claims.withdrawal, name="withdrawal"),
    path("claims/letter/<str:token>/", claims.link, name="claim_link"),
]
