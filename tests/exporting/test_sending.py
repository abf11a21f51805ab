"""Books sent to e-readers by mail: to one's own address, few a day, and nothing told."""

import io
import zipfile
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from fascicle.accounts import actions as accounts
from fascicle.accounts.viewer import ADULT_CHOICE
from fascicle.exporting import sending, tasks
from fascicle.exporting.models import Failure, Sending
from fascicle.reading import documents
from fascicle.reading.models import IssuedDocument
from tests.factories import make_rating, make_user, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


class Deaf(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages):
        raise SMTPException("not today")


@pytest.fixture(autouse=True)
def post_office(settings):
    settings.SENDS_MAIL = True
    settings.DEFAULT_FROM_EMAIL = "library@harbour.example"


@pytest.fixture
def reader():
    user = make_user()
    accounts.send_books_to(user, "ines@kindle.com")
    return user


def address(work):
    return reverse("exporting:sending", args=[work.pk])


def deliver():
    for one in Sending.objects.on_their_way():
        tasks.send_book.func(one.pk)


def test_a_book_goes_where_its_reader_said(client, reader):
    work = make_work("Salt Roads")
    client.force_login(reader)

    told = client.post(address(work), follow=True).content.decode()
    deliver()

    (letter,) = mail.outbox
    name, data, kind = letter.attachments[0]
    assert letter.to == ["ines@kindle.com"]
    assert letter.from_email == "library@harbour.example"
    assert (name, kind) == ("Salt Roads - Ines Okafor.epub", "application/epub+zip")
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    assert "on its way to ines@kindle.com" in told
    assert "library@harbour.example" in told
    assert Sending.objects.get().sent_at


def test_a_book_sent_is_known_again_by_its_digest(client, reader):
    work = make_work()
    client.force_login(reader)

    client.post(address(work))
    deliver()

    data = mail.outbox[0].attachments[0][1]
    known = IssuedDocument.objects.get(digest=documents.of_content(data))
    assert known.work == work


def test_a_letter_tells_nothing_of_the_book(client, reader):
    work = make_work("Scandal", rating=make_rating("Explicit", is_adult=True))
    client.force_login(reader)
    session = client.session
    session[ADULT_CHOICE] = True
    session.save()

    client.post(address(work))
    deliver()

    (letter,) = mail.outbox
    assert "Scandal" not in letter.subject + letter.body
    assert "The Harbour Archive" in letter.subject


def test_nothing_goes_out_before_the_gate(client, reader):
    work = make_work("Night", rating=make_rating("Explicit", is_adult=True))
    client.force_login(reader)

    response = client.post(address(work))

    assert response.status_code == 302
    assert not Sending.objects.exists()


def test_what_is_hidden_in_the_meantime_stays_here(client, reader):
    work = make_work()
    client.force_login(reader)
    client.post(address(work))
    work.hidden_at = timezone.now()
    work.save()

    deliver()

    assert mail.outbox == []
    assert Sending.objects.get().failure == Failure.GONE


def test_asked_for_twice_it_goes_once(client, reader):
    work = make_work()
    client.force_login(reader)
    client.post(address(work))
    client.post(address(work))

    one = Sending.objects.get()
    sending.send(one, at=timezone.now())
    sending.send(one, at=timezone.now())

    assert len(mail.outbox) == 1


def test_there_is_an_end_to_it_each_day(client, reader):
    client.force_login(reader)
    works = [make_work(f"Work {number}") for number in range(21)]
    for work in works:
        last = client.post(address(work), follow=True)

    assert Sending.objects.count() == 20
    assert "enough for one day" in last.content.decode()

    Sending.objects.update(asked_at=timezone.now() - timedelta(days=2))
    client.post(address(works[-1]))
    assert Sending.objects.count() == 21


def test_without_an_address_one_is_told_where_to_say_it(client):
    work = make_work()
    client.force_login(make_user())

    response = client.post(address(work))

    assert response.url == reverse("accounts:devices")
    assert not Sending.objects.exists()


def test_a_guest_is_asked_to_log_in(client):
    assert client.get(address(make_work())).status_code == 302


def test_an_archive_that_sends_no_letters_says_so(client, reader, settings):
    settings.SENDS_MAIL = False
    client.force_login(reader)

    page = client.post(address(make_work())).content.decode()

    assert "sends no letters" in page
    assert not Sending.objects.exists()


def test_a_book_too_large_for_a_letter_is_not_sent(client, reader, monkeypatch):
    monkeypatch.setattr(sending, "MOST_BYTES", 100)
    work = make_work()
    client.force_login(reader)
    client.post(address(work))

    deliver()

    assert mail.outbox == []
    assert "too large" in client.get(address(work)).content.decode()


def test_a_mail_server_that_is_away_is_told_of(client, reader, settings):
    settings.EMAIL_BACKEND = "tests.exporting.test_sending.Deaf"
    work = make_work()
    client.force_login(reader)
    client.post(address(work))

    deliver()

    assert Sending.objects.get().failure == Failure.MAIL
    assert "Try again later" in client.get(address(work)).content.decode()


def test_what_lost_its_worker_is_given_up_and_old_things_are_forgotten(reader):
    now = timezone.now()
    for days in (0, 1, 40):
        Sending.objects.create(
            user=reader,
            work=make_work(f"Work {days}"),
            address="x@kindle.com",
            sees_adult=False,
            asked_at=now - timedelta(days=days),
        )

    sending.give_up_and_forget(at=now)

    assert [one.failure for one in Sending.objects.order_by("-asked_at")] == [
        "",
        "mail",
    ]
