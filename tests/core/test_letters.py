"""Letters go out once what they tell of stands, and a dead mail server breaks nothing."""

import pytest
from django.core import mail
from django.db import transaction

from fascicle.accounts.models import Claim, Proof
from fascicle.core import letters
from tests.factories import NOW, make_pen_name, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def context():
    pen_name = make_pen_name("Ines\nBcc: everybody@post.example")
    claim = Claim(pen_name=pen_name, user=make_user(), proof=Proof.HOST, made_at=NOW)
    return {"claim": claim, "pen_name": pen_name}


def post(context):
    letters.post("accounts/letters/declined.txt", to="i@post.example", context=context)


def test_a_letter_has_one_subject_and_its_own_words(
    context, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        post(context)

    (letter,) = mail.outbox
    assert letter.subject == "Your claim to “Ines Bcc: everybody@post.example”"
    assert letter.recipients() == ["i@post.example"]
    assert letter.body.startswith("The pen name “Ines Bcc:")
    assert "/account/claims/" in letter.body


def test_no_letter_tells_of_what_was_taken_back(
    context, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        try:
            with transaction.atomic():
                post(context)
                raise RuntimeError
        except RuntimeError:
            pass

    assert mail.outbox == []


def test_a_mail_server_that_is_away_is_noted_and_breaks_nothing(
    context, settings, caplog, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with django_capture_on_commit_callbacks(execute=True):
        post(context)

    assert "could not be sent" in caplog.text
