"""Logging in: by name or address, with a second step; what is tried too often; lost passwords."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from fascicle.accounts import actions
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

LOG_IN = reverse("accounts:login")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
KEPT_IN_DATABASE = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
    }
}


@pytest.fixture
def letters(settings):
    """An archive that sends mail."""
    settings.SENDS_MAIL = True
    return mail.outbox


@pytest.fixture
def ines():
    user = make_user("ines")
    user.email = "ines@quay.example"
    user.save()
    EmailAddress.objects.create(
        user=user, email=user.email, verified=True, primary=True
    )
    return user


def log_in(client, name="ines", password=PASSWORD):
    return client.post(LOG_IN, {"username": name, "password": password})


def is_in(client):
    return "_auth_user_id" in client.session


def code_now():
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


@pytest.mark.parametrize(
    "name", ["ines", "INES", "ines@quay.example", "Ines@Quay.example", " ines "]
)
def test_name_and_address_both_let_in(client, letters, ines, name):
    response = log_in(client, name)

    assert response.status_code == 302
    assert is_in(client)


@pytest.mark.parametrize(
    "name", ["ines", "nobody", "ines@quay.example", "no@quay.example"]
)
def test_what_is_wrong_is_not_told_apart(client, letters, ines, name):
    answer = log_in(client, name, "not the right one")

    said = str(answer.context["form"].non_field_errors())
    assert "or the password is not right" in said
    assert not is_in(client)


def test_whoever_is_sent_to_log_in_comes_back(client, ines):
    address = reverse("accounts:sessions")

    asked = client.get(address)
    page = client.get(asked["Location"])
    answer = client.post(
        asked["Location"], {"username": "ines", "password": PASSWORD, "next": address}
    )
    elsewhere = Client().post(
        LOG_IN,
        {"username": "ines", "password": PASSWORD, "next": "https://evil.example/"},
    )

    assert b'name="next"' in page.content
    assert answer["Location"] == address
    assert elsewhere["Location"] == "/"


@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
def test_the_second_step_is_asked_for(client, ines, right):
    TOTP.activate(ines, SECRET)

    step = log_in(client)
    assert step["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    client.post(step["Location"], {"code": code_now() if right else "000000"})

    assert is_in(client) == right


def test_a_recovery_code_lets_in_once(client, ines):
    TOTP.activate(ines, SECRET)
    code = RecoveryCodes.activate(ines).get_unused_codes()[0]

    log_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert is_in(client)
    again = Client()
    log_in(again)
    again.post(reverse("mfa_authenticate"), {"code": code})

    assert not is_in(again)


def test_an_app_is_set_up_and_its_square_is_shown_to_its_owner_alone(client, ines):
    log_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    picture = client.get(reverse("accounts:app_picture"))
    other = Client()
    other.force_login(make_user("teo"))
    none = other.get(reverse("accounts:app_picture"))
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    client.post(reverse("mfa_activate_totp"), {"code": code})

    assert picture["Content-Type"] == "image/svg+xml"
    assert none.status_code == 404
    kinds = set(Authenticator.objects.filter(user=ines).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert client.get(reverse("accounts:app_picture")).status_code == 404


def test_what_guards_an_account_asks_who_is_there(client, ines):
    client.force_login(ines)

    for name in (
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_generate_recovery_codes",
    ):
        assert client.get(reverse(name))["Location"].startswith(
            reverse("account_reauthenticate")
        )


@pytest.mark.parametrize("page", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
def test_somebody_elses_passkey_is_not_there(client, ines, page):
    key = Authenticator.objects.create(
        user=make_user("teo"), type=Authenticator.Type.WEBAUTHN, data={"name": "Key"}
    )
    log_in(client)

    codes = {
        client.get(reverse(page, args=[key.pk])).status_code,
        client.post(reverse(page, args=[key.pk]), {"name": "Mine"}).status_code,
    }

    key.refresh_from_db()
    assert codes == {404}
    assert key.data == {"name": "Key"}


def test_the_only_way_in_is_not_removed(client, ines):
    ines.set_unusable_password()
    ines.save()
    key = Authenticator.objects.create(
        user=ines, type=Authenticator.Type.WEBAUTHN, data={"name": "Key"}
    )
    client.force_login(ines)

    response = client.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert response["Location"] == reverse("mfa_index")
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_too_many_wrong_passwords_stop_the_right_one_even_after_a_restart(
    client, ines, settings
):
    settings.CACHES = KEPT_IN_DATABASE
    for _ in range(5):
        log_in(client, password="not the right one")

    caches.close_all()
    del caches["default"]  # as a new process begins
    stopped = log_in(Client())
    other = Client()
    log_in(other, make_user("teo").username)

    assert "tried too often" in str(stopped.context["form"].non_field_errors())
    assert is_in(other)


def test_many_names_tried_from_one_place_are_stopped(client, ines):
    for number in range(20):
        log_in(client, f"name{number}", "not the right one")

    stopped = log_in(client)

    assert not is_in(client)
    assert "tried too often" in str(stopped.context["form"].non_field_errors())


def test_too_many_letters_are_not_sent(client, letters, ines):
    address = reverse("account_reset_password")

    answers = [client.post(address, {"email": ines.email}) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert b"tried too often" in answers[-1].content
    assert len(letters) == 3


def test_a_lost_password_is_chosen_anew_by_letter(client, letters, ines):
    log_in(elsewhere := Client())
    # Whatever name a request comes under, the letter leads to the archive's own.
    client.post(
        reverse("account_reset_password"), {"email": ines.email}, HTTP_HOST="localhost"
    )
    (letter,) = letters
    link = next(line for line in letter.body.splitlines() if "forgotten" in line)
    assert link.startswith("http://127.0.0.1:8000/")
    form = client.get(link.removeprefix("http://127.0.0.1:8000"))["Location"]
    new = "an entirely different sentence"

    weak = client.post(form, {"password1": "short", "password2": "short"})
    client.post(form, {"password1": new, "password2": new})

    assert weak.context["form"].errors["password1"]
    ines.refresh_from_db()
    assert ines.check_password(new)
    assert elsewhere.get(reverse("accounts:sessions")).status_code == 302
    again = client.get(link.removeprefix("http://127.0.0.1:8000"))
    assert b"no good any more" in again.content


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(
    client, letters, ines
):
    address = reverse("account_reset_password")

    known = client.post(address, {"email": ines.email})
    unknown = client.post(address, {"email": "nobody@quay.example"})

    assert known["Location"] == unknown["Location"]
    assert [letter.to for letter in letters] == [[ines.email], ["nobody@quay.example"]]


@pytest.mark.parametrize("page", ["account_reset_password", "account_email"])
def test_where_no_mail_is_sent_pages_say_so(client, ines, page):
    client.force_login(ines)

    shown = client.get(reverse(page))
    client.post(reverse(page), {"email": ines.email, "action_add": ""})

    assert b"sends no mail" in shown.content
    assert mail.outbox == []


def test_a_letter_that_cannot_be_sent_breaks_nothing(client, settings, ines, caplog):
    settings.SENDS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    response = client.post(reverse("account_reset_password"), {"email": ines.email})

    assert response.status_code == 302
    assert "could not be sent" in caplog.text


def test_an_unconfirmed_address_is_confirmed_before_one_is_in(client, letters, ines):
    EmailAddress.objects.update(verified=False)

    stopped = log_in(client)
    assert stopped["Location"] == reverse("account_email_verification_sent")
    actions.confirm_address(ines)
    log_in(other := Client())

    assert is_in(other)


def test_an_account_without_an_address_is_asked_for_none(client, letters):
    make_user("teo")

    log_in(client, "teo")

    assert is_in(client)


def test_addresses_are_added_made_the_first_and_removed(client, letters, ines):
    log_in(client)
    page = reverse("account_email")

    sent = client.post(page, {"action_add": "", "email": "ines@pier.example"})
    code = next(
        line
        for line in letters[-1].body.splitlines()
        if "-" in line and " " not in line
    )
    client.post(sent["Location"], {"code": code})
    client.post(page, {"action_primary": "", "email": "ines@pier.example"})
    client.post(page, {"action_remove": "", "email": "ines@quay.example"})

    ines.refresh_from_db()
    assert [one.email for one in ines.emailaddress_set.all()] == ["ines@pier.example"]
    assert ines.email == "ines@pier.example"


def test_logging_out_is_a_post(client, ines):
    log_in(client)

    page = client.get(reverse("accounts:logout"))
    assert page.status_code == 200
    assert is_in(client)
    client.post(reverse("accounts:logout"))

    assert not is_in(client)
