"""Who may have an account: each way the host can choose, and what is asked of whom."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import now

from fascicle.accounts import actions
from fascicle.accounts.actions import NewInvitation
from fascicle.accounts.models import Invitation, Role, SignUpRequest, User
from fascicle.core.models import Archive, SignUp
from tests.factories import NOW, PASSWORD, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

SIGN_UP = reverse("account_signup")


def choose(sign_up=SignUp.OPEN, **choices):
    Archive.objects.update(sign_up=sign_up, **choices)


def sign_up(client, name="ines", *, token="", **answers):
    fields = {"username": name, "password1": PASSWORD, "invitation": token, **answers}
    return client.post(SIGN_UP, fields)


def invited(**said):
    return actions.invite(NewInvitation(**said), by=None, at=now())


@pytest.fixture
def letters(settings):
    """An archive that sends mail."""
    settings.SENDS_MAIL = True
    return mail.outbox


def test_where_it_is_open_anybody_signs_up_and_has_a_pen_name(client):
    choose()

    response = sign_up(client, "Ines Okafor".replace(" ", "_"))

    user = User.objects.get(username="Ines_Okafor")
    assert response["Location"] == reverse("pages:home")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert [(one.name, one.is_default) for one in user.pen_names.all()] == [
        ("Ines_Okafor", True)
    ]
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize(
    "way", [SignUp.INVITATION, SignUp.REQUEST, SignUp.CLOSED], ids=str
)
def test_where_it_is_not_open_nobody_signs_up_by_themselves(client, way):
    choose(way)

    page = client.get(SIGN_UP)
    sign_up(client)

    assert b"<form" not in page.content.split(b"<main")[1].split(b"</main")[0]
    assert not User.objects.filter(username="ines").exists()


@pytest.mark.parametrize(
    ("way", "comes_in"),
    [(SignUp.INVITATION, True), (SignUp.REQUEST, True), (SignUp.CLOSED, False)],
    ids=str,
)
def test_an_invitation_lets_in_unless_nobody_is_taken_in(client, way, comes_in):
    choose(way)
    invitation = invited()

    page = client.get(SIGN_UP, {"invitation": invitation.token})
    sign_up(client, token=invitation.token)

    invitation.refresh_from_db()
    assert (b"password1" in page.content) == comes_in
    assert User.objects.filter(username="ines").exists() == comes_in
    assert invitation.uses == int(comes_in)


def test_an_invitation_lets_in_as_many_as_it_says(client):
    choose(SignUp.INVITATION)
    invitation = invited(most_uses=2)

    for name in ("ines", "teo", "mara"):
        client.logout()
        sign_up(client, name, token=invitation.token)

    assert set(
        User.objects.filter(role=Role.MEMBER).values_list("username", flat=1)
    ) == {
        "ines",
        "teo",
    }


@pytest.mark.parametrize("trouble", ["revoked", "expired", "made up", "empty"])
def test_an_invitation_that_does_not_hold_lets_nobody_in(client, trouble):
    choose(SignUp.INVITATION)
    invitation = invited()
    token = invitation.token
    if trouble == "revoked":
        actions.revoke_invitation(invitation, at=NOW)
    elif trouble == "expired":
        Invitation.objects.update(expires_at=now() - timedelta(seconds=1))
    else:
        token = "" if trouble == "empty" else f"{token[:-1]}x"

    response = sign_up(client, token=token)

    assert b"By invitation" in response.content
    assert not User.objects.filter(username="ines").exists()


def test_only_the_hash_of_an_invitation_is_kept(client, settings):
    invitation = invited()

    kept = Invitation.objects.values_list().get()

    assert invitation.token not in str(kept)
    assert Invitation.objects.with_token(invitation.token).get() == invitation
    settings.SECRET_KEY = "another"
    assert Invitation.objects.get().token == ""


def test_a_member_gives_as_many_invitations_as_the_host_allows(client):
    choose(SignUp.INVITATION, invitations_each=2)
    client.force_login(ines := make_user("ines"))
    address = reverse("accounts:invitations")

    codes = [
        client.post(address, {"most_uses": "1", "days": "30"}).status_code
        for _ in range(3)
    ]

    assert codes == [302, 302, 422]
    assert ines.invitations.count() == 2
    assert actions.invitations_left(ines) == 0
    client.post(reverse("accounts:revocation", args=[ines.invitations.first().pk]))
    assert actions.invitations_left(ines) == 1


def test_a_form_sent_twice_makes_one_invitation(client):
    choose(SignUp.INVITATION, invitations_each=5)
    client.force_login(ines := make_user("ines"))
    fields = {
        "most_uses": "1",
        "days": "30",
        "submission": "0f0e8f6e-9d0c-4a57-8c8b-1c7f1b0a2c11",
    }

    for _ in range(2):
        client.post(reverse("accounts:invitations"), fields)

    assert ines.invitations.count() == 1


def test_somebody_elses_invitation_is_not_there(client):
    given = actions.invite(
        NewInvitation(), by=make_user("teo", role=Role.HOST), at=now()
    )
    client.force_login(make_user("ines"))

    response = client.post(reverse("accounts:revocation", args=[given.pk]))

    given.refresh_from_db()
    assert response.status_code == 404
    assert given.revoked_at is None


def test_who_asks_is_let_in_by_the_host_and_signs_up_by_letter(client, letters):
    choose(SignUp.REQUEST)
    client.post(
        reverse("accounts:request"),
        {"email": "ines@quay.example", "reason": "I write."},
    )
    asked = SignUpRequest.objects.get()
    client.force_login(User.objects.get(username="host"))

    with_letters(client, reverse("people:granting", args=[asked.pk]))

    client.logout()
    (letter,) = letters
    link = next(line for line in letter.body.splitlines() if "sign-up" in line)
    page = client.get(link.removeprefix("http://127.0.0.1:8000"))
    assert letter.to == ["ines@quay.example"]
    assert b'value="ines@quay.example"' in page.content


def with_letters(client, address):
    """Post, and let what waits for the commit happen."""
    from django.test import TestCase

    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(address)


def test_a_no_says_so_once(client, letters):
    choose(SignUp.REQUEST)
    actions.ask_to_join("ines@quay.example", "", at=NOW)
    asked = SignUpRequest.objects.get()
    client.force_login(User.objects.get(username="host"))

    for what in ("declining", "declining", "granting"):
        with_letters(client, reverse(f"people:{what}", args=[asked.pk]))

    assert len(letters) == 1
    assert not Invitation.objects.exists()


def test_asking_tells_nobody_who_has_asked_before(client):
    choose(SignUp.REQUEST)
    actions.ask_to_join("ines@quay.example", "First.", at=NOW)

    answers = {
        client.post(reverse("accounts:request"), {"email": email, "reason": ""})[
            "Location"
        ]
        for email in ("ines@quay.example", "INES@quay.example", "teo@quay.example")
    }

    assert answers == {"/"}
    assert SignUpRequest.objects.count() == 2
    assert SignUpRequest.objects.get(email="ines@quay.example").reason == "First."


@pytest.mark.parametrize(
    "way", [SignUp.OPEN, SignUp.INVITATION, SignUp.CLOSED], ids=str
)
def test_there_is_nothing_to_ask_where_the_host_takes_no_requests(client, way):
    choose(way)

    response = client.post(reverse("accounts:request"), {"email": "a@b.example"})

    assert response.status_code == 404
    assert not SignUpRequest.objects.exists()


def test_what_the_host_chooses_holds(client):
    client.force_login(User.objects.get(username="host"))
    answers = {"sign_up": "request", "invitations_each": "3", "minimum_age": "16"}

    client.post(
        reverse("people:joining"), {**answers, "rules": "Be kind.\n\nBe brief."}
    )

    archive = Archive.objects.get()
    assert (archive.sign_up, archive.invitations_each, archive.minimum_age) == (
        "request",
        3,
        16,
    )
    assert archive.rules == "<p>Be kind.</p><p>Be brief.</p>"
    assert b"Be kind." in client.get(reverse("people:joining")).content


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CURATOR, Role.MODERATOR], ids=str)
@pytest.mark.parametrize("page", ["joining", "requests", "invitations"])
def test_the_desk_for_people_is_the_hosts(client, role, page):
    client.force_login(make_user("ines", role=role))

    assert client.get(reverse(f"people:{page}")).status_code == 404


@pytest.mark.parametrize(
    "page", ["people:requests", "people:invitations", "accounts:invitations"]
)
def test_lists_of_people_cost_as_much_with_many_as_with_one(
    client, page, django_assert_num_queries
):
    host = User.objects.get(username="host")
    client.force_login(host)
    make_people(1, by=host)
    one = count_queries(client, page)

    make_people(20, by=host)

    assert count_queries(client, page) == one


def make_people(number, *, by):
    for n in range(number):
        actions.ask_to_join(f"{number}-{n}@quay.example", "", at=NOW)
        actions.invite(NewInvitation(), by=by, at=now())


def count_queries(client, page):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(reverse(page))  # which counts what is unread, for a while
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(page))
    return len(queries)
