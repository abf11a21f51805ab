"""The host's desk for people: who asks to be let in, who claims a pen name."""

from django.urls import URLPattern, path

from fascicle.accounts.views import deciding, people

app_name = "people"

CLAIM = "claims/<number:claim_id>/"

urlpatterns: list[URLPattern] = [
    path("joining/", people.joining, name="joining"),
    path("requests/", people.requests, name="requests"),
    path("requests/<number:request_id>/granting/", people.granting, name="granting"),
    path("requests/<number:request_id>/declining/", people.declining, name="declining"),
    path("invitations/", people.invitations, name="invitations"),
    path(
        "invitations/<number:invitation_id>/revocation/",
        people.revocation,
        name="revocation",
    ),
    path("claims/", deciding.claims, name="claims"),
    path(f"{CLAIM}grant/", deciding.grant, name="grant"),
    path(f"{CLAIM}refusal/", deciding.refusal, name="refusal"),
    path(f"{CLAIM}undoing/", deciding.undoing, name="undoing"),
    path("names/<number:pen_name_id>/contact/", deciding.contact, name="contact"),
]
