"""What signing up asks: the year of birth, the rules, a name, a password, an address."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import now

from fascicle.accounts import actions
from fascicle.accounts.models import PenName, Role, User
from fascicle.core.models import Archive, SignUp
from tests.factories import PASSWORD, make_pen_name, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

SIGN_UP = reverse("account_signup")


def choose(**choices):
    Archive.objects.update(sign_up=SignUp.OPEN, **choices)


def sign_up(client, name="ines", **answers):
    return client.post(SIGN_UP, {"username": name, "password1": PASSWORD, **answers})


@pytest.fixture
def letters(settings):
    """An archive that sends mail."""
    settings.SENDS_MAIL = True
    return mail.outbox


def test_the_year_of_birth_is_asked_only_where_the_host_sets_an_age(client):
    choose()
    assert b"birth_year" not in client.get(SIGN_UP).content

    choose(minimum_age=16)
    young = sign_up(client, birth_year=str(now().year - 15))
    silent = sign_up(client)

    assert b"for people of 16 and older" in young.content
    assert silent.context["form"].errors["birth_year"]
    assert not User.objects.filter(username="ines").exists()
    sign_up(client, birth_year=str(now().year - 16))
    assert User.objects.get(username="ines").birth_year == now().year - 16


def test_rules_are_shown_and_agreed_to(client):
    choose(rules="<p>Be kind.</p>")
    page = client.get(SIGN_UP)

    refused = sign_up(client)

    assert b"Be kind." in page.content
    assert refused.context["form"].errors["agrees"]
    assert not User.objects.filter(username="ines").exists()
    sign_up(client, agrees="on")
    assert User.objects.filter(username="ines").exists()


@pytest.mark.parametrize(
    "name",
    [
        "teo",
        "TEO",
        "Téo",
        "teо",
        "ines@quay.example",
        "admin",
        "",
        "a b",
        "\0",
        "x" * 151,
    ],
)
def test_a_name_that_cannot_be_had_is_refused_beside_its_field(client, name):
    choose()
    make_user("teo")

    response = sign_up(client, name)

    assert response.context["form"].errors["username"]
    assert User.objects.count() == 2


def test_the_name_of_an_imported_writer_is_not_taken_by_signing_up(client):
    choose()
    make_pen_name("ines")

    response = sign_up(client)

    assert "Is this you?" in str(response.context["form"].errors["username"])
    assert PenName.objects.named("ines").get().user is None


@pytest.mark.parametrize(
    "password", ["short", "password1234", "123456789012", "ines-ines-ines"]
)
def test_a_weak_password_is_refused(client, password):
    choose()

    response = sign_up(client, "ines-ines-ines", password1=password)

    assert response.context["form"].errors["password1"]
    assert not User.objects.filter(role=Role.MEMBER).exists()


def test_where_no_mail_is_sent_no_address_is_asked_for(client):
    choose()

    page = client.get(SIGN_UP)
    sign_up(client)

    assert b'name="email"' not in page.content
    assert b"sends no mail" in page.content
    assert "_auth_user_id" in client.session
    assert mail.outbox == []


def test_where_mail_is_sent_the_address_is_confirmed_by_a_code(client, letters):
    choose()

    response = sign_up(client, email="ines@quay.example")

    assert response["Location"] == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session
    (letter,) = letters
    code = next(
        line for line in letter.body.splitlines() if "-" in line and " " not in line
    )
    assert letter.subject == "Your code"
    wrong = client.post(response["Location"], {"code": "WRONG-CODE"})
    assert wrong.context["form"].errors
    client.post(response["Location"], {"code": code})
    assert "_auth_user_id" in client.session


def test_signing_up_tells_nobody_whose_address_has_an_account(client, letters):
    choose()
    known = make_user("teo")
    known.email = "teo@quay.example"
    known.save()

    taken = sign_up(client, email="teo@quay.example")
    shown = client.get(taken["Location"])
    client.logout()
    free = sign_up(client, "mara", email="mara@quay.example")
    also_shown = client.get(free["Location"])

    assert taken["Location"] == free["Location"]
    words = [
        page.content.split(b"<main")[1].split(b"</main")[0]
        for page in (shown, also_shown)
    ]
    assert words[0].count(b"<form") == words[1].count(b"<form")
    assert not User.objects.filter(username="ines").exists()
    assert [letter.to for letter in letters] == [
        ["teo@quay.example"],
        ["mara@quay.example"],
    ]
    assert letters[0].subject == "You have an account already"


def test_who_never_confirms_gives_the_name_free_again(client, letters):
    choose()
    sign_up(client, email="ines@quay.example")
    sign_up(client, "teo", email="teo@quay.example")
    make_user("mara")

    actions.forget_unconfirmed(before=now() - timedelta(days=3))
    assert User.objects.filter(username="ines").exists()
    actions.forget_unconfirmed(before=now() + timedelta(seconds=1))

    names = set(User.objects.values_list("username", flat=True))
    assert names == {"host", "mara"}
    assert not PenName.objects.named("ines").exists()
