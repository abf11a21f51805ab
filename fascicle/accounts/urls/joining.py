"""Coming in, and what an account is guarded by."""

from django.urls import URLPattern, path

from fascicle.accounts.views import invitations, joining, second_step, sessions

INVITATION = "invitations/<number:invitation_id>/"

urlpatterns: list[URLPattern] = [
    path("sign-up/request/", joining.request, name="request"),
    path("invitations/", invitations.invitations, name="invitations"),
    path(f"{INVITATION}revocation/", invitations.revocation, name="revocation"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/endings/", sessions.endings, name="endings"),
    path("sessions/<number:session_id>/ending/", sessions.ending, name="ending"),
    path("two-step/app/picture.svg", second_step.app_picture, name="app_picture"),
]
