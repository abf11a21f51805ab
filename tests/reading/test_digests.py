"""Letters tell of what is new: one for all, when the reader wants it, once."""

import re
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPServerDisconnected
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from fascicle.accounts.actions.preferences import prefer_letters
from fascicle.accounts.models import KeptShield, Preferences
from fascicle.accounts.shield import Shield
from fascicle.reading.models import Update
from fascicle.reading.telling import digests
from fascicle.reading.telling.rhythm import last_moment
from tests.factories import make_rating, make_user, make_work
from tests.reading.serial import LATER, follow, make_serial, post_next, spread

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

#: Serves letters as the tests' server does, or fails as often as it was told to.
FAILING = "tests.reading.test_digests.Failing"


class Failing(EmailBackend):
    errors = []

    def send_messages(self, messages):
        if self.errors:
            raise self.errors.pop(0)
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def sends_mail(settings):
    settings.SENDS_MAIL = True
    settings.TIME_ZONE = "UTC"


def make_reader(username="reader", rhythm="at_once"):
    user = make_user(username)
    user.email = f"{username}@post.example"
    user.save()
    prefer_letters(user, rhythm)
    return user


def test_one_letter_tells_of_all_that_is_new_and_once():
    reader = make_reader()
    one, two = make_serial("Salt Roads", drafts=2), make_serial("Iron & Ash")
    for work in (one, two):
        follow(reader, work)
    post_next(one)
    post_next(one)
    post_next(two)
    spread()

    for _again in range(3):
        digests.post_due(at=LATER)

    (letter,) = mail.outbox
    assert letter.to == ["reader@post.example"]
    assert letter.subject == "The Harbour Archive: 3 updates for you"
    assert "Salt Roads" in letter.body
    assert "Iron & Ash" in letter.body
    html, kind = letter.alternatives[0]
    assert kind == "text/html"
    assert "Iron &amp; Ash" in html


def test_a_letter_about_one_work_names_it_in_its_subject():
    reader = make_reader()
    work = make_serial()
    follow(reader, work)
    post_next(work)
    spread()

    digests.post_due(at=LATER)

    assert mail.outbox[0].subject == "The Harbour Archive: new in “Salt Roads”"


@pytest.mark.parametrize("names_them", [False, True])
def test_works_for_adults_stand_in_no_subject_and_are_named_to_those_who_said_so(
    names_them,
):
    reader = make_reader()
    Preferences.objects.filter(user=reader).update(mails_adult_titles=names_them)
    work = make_serial("Secret Title", rating=make_rating("Mature", is_adult=True))
    work.chapters.drafts().update(title="Secret Chapter")
    follow(reader, work)
    post_next(work)
    spread()

    digests.post_due(at=LATER)

    (letter,) = mail.outbox
    assert "Secret" not in letter.subject
    everything = letter.body + letter.alternatives[0][0]
    assert ("Secret" in everything) is names_them
    assert ("A story for adults" in letter.body) is not names_them


def test_unrated_works_are_works_for_adults():
    reader = make_reader()
    work = make_serial("Secret Title", rated=False)
    follow(reader, work)
    post_next(work)
    spread()

    digests.post_due(at=LATER)

    assert "Secret" not in mail.outbox[0].subject + mail.outbox[0].body


def test_a_letter_can_be_stopped_by_one_click(client):
    reader = make_reader(rhythm="daily")
    address = unsubscribing(reader)

    asked = client.get(address)
    assert asked.status_code == 200
    assert Preferences.objects.get(user=reader).mail_rhythm == "daily"
    strict = type(client)(enforce_csrf_checks=True)
    pressed = strict.post(address, {"List-Unsubscribe": "One-Click"})

    assert pressed.status_code == 200
    assert Preferences.objects.get(user=reader).mail_rhythm == "never"


def unsubscribing(reader):
    work = make_serial()
    follow(reader, work)
    post_next(work)
    spread()
    digests.post_due(at=LATER + timedelta(days=2))
    headers = mail.outbox[0].message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.fullmatch(r"<https?://[^/]+(/.*)>", headers["List-Unsubscribe"])
    assert found[1] in mail.outbox[0].body
    return found[1]


@pytest.mark.parametrize("key", ["1", "1.x", "x.y", "0.%00"])
def test_an_address_that_is_none_of_ours_stops_nothing(client, key):
    reader = make_reader(rhythm="daily")

    assert client.post(f"/letters/{key}/unsubscribing/").status_code == 404
    assert Preferences.objects.get(user=reader).mail_rhythm == "daily"


def test_what_was_read_or_is_shielded_by_now_is_in_no_letter():
    reads, shields = make_reader("reads"), make_reader("shields")
    work = make_serial()
    for user in (reads, shields):
        follow(user, work)
    post_next(work)
    spread()
    Update.objects.filter(user=reads).update(read_at=LATER)
    rules = Shield(works=frozenset({work.pk})).as_json()
    KeptShield.objects.create(user=shields, rules=rules)

    digests.post_due(at=LATER)

    assert mail.outbox == []
    assert not Update.objects.unmailed().exists()


def test_a_server_that_is_away_gets_the_letter_later(settings):
    settings.EMAIL_BACKEND = FAILING
    Failing.errors = [SMTPServerDisconnected("away")]
    reader = make_reader()
    work = make_serial()
    follow(reader, work)
    post_next(work)
    spread()

    digests.post_due(at=LATER)
    assert mail.outbox == []
    digests.post_due(at=LATER)

    assert len(mail.outbox) == 1


def test_a_letter_that_is_refused_for_good_is_not_sent_again(settings, caplog):
    settings.EMAIL_BACKEND = FAILING
    Failing.errors = [SMTPDataError(554, b"no")]
    reader = make_reader()
    work = make_serial()
    follow(reader, work)
    post_next(work)
    spread()

    for _again in range(2):
        digests.post_due(at=LATER)

    assert mail.outbox == []
    assert "refused" in caplog.text


def test_a_process_that_dies_while_it_sends_sends_nothing_twice(settings):
    settings.EMAIL_BACKEND = FAILING
    Failing.errors = [KeyboardInterrupt()]
    reader = make_reader()
    work = make_serial()
    follow(reader, work)
    post_next(work)
    spread()

    with pytest.raises(KeyboardInterrupt):
        digests.post_due(at=LATER)
    digests.post_due(at=LATER)

    assert mail.outbox == []
    assert Update.objects.unread().count() == 1


def test_who_stops_letters_gets_none_that_were_due():
    reader = make_reader()
    work = make_serial()
    follow(reader, work)
    post_next(work)
    spread()

    prefer_letters(reader, "never")
    digests.post_due(at=LATER)
    prefer_letters(reader, "at_once")
    digests.post_due(at=LATER)

    assert mail.outbox == []


def test_where_no_mail_is_sent_nothing_waits(settings):
    settings.SENDS_MAIL = False
    reader = make_reader()
    work = make_work()
    follow(reader, work)
    serial = make_serial("Other")
    follow(reader, serial)
    post_next(serial)
    spread()

    digests.post_due(at=LATER)

    assert mail.outbox == []
    assert not Update.objects.unmailed().exists()


@pytest.mark.parametrize(
    ("rhythm", "now", "moment"),
    [
        ("daily", "2026-03-18 09:00", "2026-03-18 07:00"),
        ("daily", "2026-03-18 06:59", "2026-03-17 07:00"),
        ("weekly", "2026-03-18 09:00", "2026-03-16 07:00"),
        ("weekly", "2026-03-16 06:00", "2026-03-09 07:00"),
        ("weekly", "2026-03-16 07:00", "2026-03-16 07:00"),
        ("at_once", "2026-03-16 07:00", "2026-03-16 07:00"),
    ],
)
def test_letters_go_out_in_a_readers_own_morning(rhythm, now, moment):
    zone = ZoneInfo("America/New_York")
    at = datetime.fromisoformat(now).replace(tzinfo=zone)

    found = last_moment(rhythm, at, zone)

    assert found == datetime.fromisoformat(moment).replace(tzinfo=zone)


def test_letters_never_go_out_to_who_wants_none():
    assert last_moment("never", LATER, ZoneInfo("UTC")) is None
