"""KOReader's progress sync, called as its plugin calls."""

import hashlib
import json

import pytest
from django.urls import reverse

from fascicle.accounts import actions
from fascicle.accounts.models import Preferences, User
from fascicle.reading import documents
from fascicle.reading.actions.progress import forget, forget_all
from fascicle.reading.models import DocumentProgress, IssuedDocument, Progress
from tests.factories import NOW, make_chapter, make_user, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

ACCEPT = "application/vnd.koreader.v1+json"


class Plugin:
    """A KOReader with the address of our server, a name and the MD5 of a password."""

    def __init__(self, client, user, *, sees_adult=False):
        self.client = client
        _, password = actions.let_device_in(
            user, "Small reader", sees_adult=sees_adult, at=NOW
        )
        self.headers = {
            "accept": ACCEPT,
            "x-auth-user": user.username,
            "x-auth-key": hashlib.md5(password.encode()).hexdigest(),
        }

    def authorize(self):
        return self.client.get("/kosync/users/auth", headers=self.headers)

    def update(self, **said):
        usual = {
            "progress": "/body/DocFragment[4]/body/section/div/p[2]/text().0",
            "percentage": 0.25,
            "device": "Kobo_nova",
            "device_id": "A1B2",
        }
        return self.client.put(
            "/kosync/syncs/progress",
            json.dumps(usual | said),
            content_type="application/json",
            headers=self.headers,
        )

    def progress(self, document, **query):
        return self.client.get(
            f"/kosync/syncs/progress/{document}", query, headers=self.headers
        )


@pytest.fixture
def plugin(client):
    return Plugin(client, make_user())


def text_of(*paragraphs):
    return "".join(f"<p>{one}</p>" for one in paragraphs)


def downloaded(client, work):
    """The digest of a work's EPUB, as KOReader takes it of the file it has."""
    address = reverse("exporting:work_file", args=[work.pk, "epub"])
    return documents.of_content(client.get(address).content)


def test_the_calls_of_a_session_in_the_plugins_order(client, plugin):
    work = make_work(texts=[make_chapter(text_of("One.", "Two.", "Three."))])
    document = downloaded(client, work)

    assert plugin.authorize().json() == {"authorized": "OK"}
    assert plugin.progress(document).json() == {}
    put = plugin.update(document=document)
    got = plugin.progress(document)

    assert put.status_code == got.status_code == 200
    assert put.json()["document"] == document
    assert got.json() == {
        "document": document,
        "progress": "/body/DocFragment[4]/body/section/div/p[2]/text().0",
        "percentage": 0.25,
        "device": "Kobo_nova",
        "device_id": "A1B2",
        "timestamp": put.json()["timestamp"],
    }


def test_a_document_nobody_gave_out_keeps_its_place_word_for_word(plugin):
    plugin.update(document="0" * 32, progress="17")

    assert plugin.progress("0" * 32).json()["progress"] == "17"


def test_nobody_learns_where_others_are(client, plugin):
    plugin.update(document="0" * 32)

    other = Plugin(client, make_user("other"))

    assert other.progress("0" * 32).json() == {}


def test_registering_is_told_where_passwords_come_from(client, plugin):
    said = {"username": "reader", "password": "f" * 32}
    stranger = client.post(
        "/kosync/users/create", said, content_type="application/json"
    )
    known = client.post(
        "/kosync/users/create",
        {"username": "reader", "password": plugin.headers["x-auth-key"]},
        content_type="application/json",
    )

    assert (stranger.status_code, stranger.json()["code"]) == (402, 2005)
    assert (known.status_code, known.json()["code"]) == (402, 2002)


def test_a_wrong_password_is_told_so(client, plugin):
    plugin.headers["x-auth-key"] = "f" * 32

    for response in (
        plugin.authorize(),
        plugin.progress("0" * 32),
        plugin.update(document="0" * 32),
        client.get("/kosync/users/auth"),
    ):
        assert (response.status_code, response.json()["code"]) == (401, 2001)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", 2003),
        ("{", 2003),
        ("[]", 2003),
        ("[" * 50_000, 2003),
        ('{"progress": "x", "percentage": 0.1, "device": "k"}', 2004),
        ('{"document": "", "progress": "x", "percentage": 0.1, "device": "k"}', 2004),
        ('{"document": 7, "progress": "x", "percentage": 0.1, "device": "k"}', 2004),
        ('{"document": "a", "percentage": 0.1, "device": "k"}', 2003),
        ('{"document": "a", "progress": "x", "percentage": NaN, "device": "k"}', 2003),
        ('{"document": "a", "progress": "x", "percentage": "1", "device": "k"}', 2003),
        (
            '{"document": "a", "progress": "\\u0000", "percentage": 1, "device": "k"}',
            2003,
        ),
        (
            '{"document": "a", "progress": "\\ud800", "percentage": 1, "device": "k"}',
            2003,
        ),
        (f'{{"document": "{"a" * 33}", "progress": "x"}}', 2004),
    ],
)
def test_nonsense_is_answered_in_the_servers_own_codes(client, plugin, body, code):
    response = client.put(
        "/kosync/syncs/progress",
        body,
        content_type="application/json",
        headers=plugin.headers,
    )

    assert (response.status_code, response.json()["code"]) == (403, code)
    assert not DocumentProgress.objects.exists()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/kosync", 200),
        ("get", "/kosync/healthcheck", 200),
        ("get", "/kosync/healthcheck/", 200),
        ("get", "/kosync/nowhere", 404),
        ("post", "/kosync/no/where/", 404),
        ("delete", "/kosync/syncs/progress", 405),
        ("get", "/kosync/syncs/progress", 405),
        ("put", "/kosync/users/create", 405),
        ("get", "/kosync/syncs/progress/%00", 401),
    ],
)
def test_every_answer_is_json(client, method, path, status):
    response = getattr(client, method)(path)

    assert response.status_code == status
    assert isinstance(response.json(), dict)


def test_too_much_at_once_is_told_so_in_json(client, plugin):
    response = plugin.update(document="0" * 32, progress="x" * 70_000)

    assert response.status_code == 413
    assert response.json()["message"]


def test_what_fails_before_any_view_is_json_too(client):
    response = client.get("/kosync/users/auth", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert response.json()["message"]


def test_a_failure_within_is_json_too(client, plugin, caplog):
    IssuedDocument.objects.create(digest="0" * 32, spine=7, issued_at=NOW)

    response = plugin.progress("0" * 32)

    assert response.status_code == 500
    assert response.json()["message"]
    assert "failed" in caplog.text


def test_a_file_handed_out_twice_is_written_down_once(client):
    work = make_work()

    downloaded(client, work)
    before = list(IssuedDocument.objects.values_list("pk", "issued_at"))
    downloaded(client, work)

    assert before
    assert list(IssuedDocument.objects.values_list("pk", "issued_at")) == before


def test_short_files_are_told_apart(client):
    one, other = make_work("One"), make_work("Other")

    assert downloaded(client, one) != downloaded(client, other)


def test_a_name_that_several_files_bear_leads_to_none(client):
    for _ in range(2):
        downloaded(client, make_work("Twice", by=None))

    name = documents.of_name("Twice - Ines Okafor.epub")
    row = IssuedDocument.objects.get(digest=name)
    assert (row.work, row.spine) == (None, [])


def test_a_place_set_on_the_e_reader_is_the_place_on_the_web(client, plugin):
    user = User.objects.get(username="reader")
    Preferences.objects.create(user=user, keeps_history=True)
    texts = [make_chapter(text_of("One.", "Two.", "Three."))]
    work = make_work(texts=texts)
    document = downloaded(client, work)

    plugin.update(document=document)

    progress = Progress.objects.get(user=user, work=work)
    assert (progress.paragraph, progress.device) == (1, "Small reader")
    client.force_login(user)
    page = client.get(reverse("reading:resume", args=[work.pk]), follow=True)
    assert "Two." in page.content.decode()


def test_where_no_history_is_kept_the_e_reader_keeps_its_own_place_alone(
    client, plugin
):
    user = User.objects.get(username="reader")
    Preferences.objects.create(user=user, keeps_history=False)
    document = downloaded(client, make_work())

    assert plugin.update(document=document).status_code == 200

    assert not Progress.objects.exists()
    assert plugin.progress(document).json()["percentage"] == 0.25
    client.force_login(user)
    history = client.get(reverse("reading:history")).content.decode()
    devices = client.get(reverse("accounts:devices")).content.decode()
    assert "but for the place in each book" in history
    assert "even while your reading history is off" in devices
    client.post(reverse("reading:history_removal"))
    assert plugin.progress(document).json() == {}


def test_how_far_a_place_on_the_web_is_counts_what_was_read_of_its_chapter(
    client, plugin
):
    user = User.objects.get(username="reader")
    Preferences.objects.create(user=user, keeps_history=True)
    texts = [make_chapter(text_of("One.", "Two.", "Three.", "Four."))] * 2
    work = make_work(texts=texts)
    document = downloaded(client, work)
    client.force_login(user)
    second = work.chapters.get(position=2)
    place = {"chapter": second.pk, "paragraph": 2, "words": "Three.", "within": 0}
    client.post(
        reverse("reading:place", args=[work.pk]),
        json.dumps(place | {"stamp": None}),
        content_type="application/json",
        headers={"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"},
    )

    told = plugin.progress(document).json()

    assert 0.7 < told["percentage"] < 0.8
    assert "#" not in told["device"]


@pytest.mark.parametrize("of_one_work", [True, False])
def test_what_is_forgotten_of_a_work_is_forgotten_of_its_files(
    client, plugin, of_one_work
):
    user = User.objects.get(username="reader")
    work = make_work()
    plugin.update(document=downloaded(client, work))
    plugin.update(document="a" * 32)

    if of_one_work:
        forget(user, work.pk)
        assert DocumentProgress.objects.get().digest == "a" * 32
    else:
        forget_all(user)
        assert not DocumentProgress.objects.exists()
