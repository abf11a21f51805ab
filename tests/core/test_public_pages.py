"""What is kept of public pages, and that nothing of one person ever is."""

import gzip

import pytest
from django.urls import reverse
from django.utils.timezone import now

from fascicle.reading import counting
from fascicle.works.models import Work
from tests.factories import make_rating, make_work
from tests.front import Front, chapter_of, logged_in, past_the_gate

pytestmark = pytest.mark.django_db


@pytest.fixture
def front(archive):
    return Front()


@pytest.fixture
def work(archive):
    return make_work(chapters=2)


# ---------------------------------------------------------------- what is kept


@pytest.mark.parametrize(
    "address",
    ["/", "/works/", "/series/", "/writers/", "/languages/", "work", "chapter"],
)
def test_pages_of_guests_are_kept_and_the_same(front, work, index, address):
    known = {"work": work.get_absolute_url(), "chapter": chapter_of(work)}
    path = known.get(address, address)

    first = front.get(path)
    second = front.get(path)

    assert first[0] == 200
    assert front.made == 1
    assert second == first
    assert "set-cookie" not in first[1]
    assert b"csrfmiddlewaretoken" not in first[2]
    assert "default-src 'none'" in first[1]["content-security-policy"]
    assert first[1]["cache-control"] == "private, no-cache"


def test_a_reader_of_a_kept_page_counts(front, work, monkeypatch):
    memory = counting.Memory()
    monkeypatch.setattr(counting, "memory", memory)
    chapter = work.chapters.get(position=1)
    for address in ("192.0.2.1", "192.0.2.2", "192.0.2.2"):
        front.get(chapter_of(work), REMOTE_ADDR=address)
    front.get(chapter_of(work), method="HEAD", REMOTE_ADDR="192.0.2.3")
    front.get(chapter_of(work), HTTP_USER_AGENT="some bot", REMOTE_ADDR="192.0.2.4")
    front.get(chapter_of(work), HTTP_SEC_PURPOSE="prefetch", REMOTE_ADDR="192.0.2.5")

    assert front.made == 1
    assert memory.counts == {(now().date(), chapter.pk): 2}


def test_it_is_sent_as_the_browser_wants_it(front, work):
    path = chapter_of(work)
    _, headers, plain = front.get(path)

    status, squeezed, body = front.get(path, HTTP_ACCEPT_ENCODING="br, gzip;q=0.8")
    assert (status, squeezed["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == plain
    assert int(squeezed["content-length"]) == len(body) < len(plain)
    assert "Accept-Encoding" in squeezed["vary"]
    for refused in ("identity", "gzip;q=0", "gzip; q=0.0", ""):
        _, whole, body = front.get(path, HTTP_ACCEPT_ENCODING=refused)
        assert "content-encoding" not in whole
        assert body == plain

    etag = headers["etag"]
    for known in (etag, etag.removeprefix("W/"), f'"other", {etag}', "*"):
        status, unchanged, body = front.get(path, HTTP_IF_NONE_MATCH=known)
        assert (status, body) == (304, b"")
        assert unchanged["etag"] == etag
    assert front.get(path, HTTP_IF_NONE_MATCH='"other"')[0] == 200
    assert (
        front.get(path, HTTP_IF_MODIFIED_SINCE="Thu, 01 Jan 2099 00:00:00 GMT")[0]
        == 200
    )
    assert front.get(path, HTTP_RANGE="bytes=0-9")[2] == plain

    status, head, body = front.get(path, method="HEAD")
    assert (status, body) == (200, b"")
    assert head == headers
    assert front.made == 1


def test_a_look_at_the_head_keeps_nothing(front, work):
    front.get(chapter_of(work), method="HEAD")

    assert len(front.keeper) == 0


# ---------------------------------------------------------------- what is nobody else's


@pytest.mark.parametrize(
    "brought",
    [
        {"HTTP_COOKIE": ""},
        {"HTTP_COOKIE": "anything=1"},
        {"HTTP_COOKIE": "look=theme=dark"},
        {"HTTP_COOKIE": "sid=made-up"},
        {"HTTP_AUTHORIZATION": "Basic eDp5"},
        {"HTTP_X_PART": "1"},
    ],
)
def test_who_brings_something_neither_leaves_nor_gets_a_kept_page(front, work, brought):
    path = chapter_of(work)

    front.get(path, **brought)
    assert len(front.keeper) == 0

    front.get(path)
    front.get(path, **brought)
    assert front.made == 3


def test_a_look_is_not_left_to_others(front, work):
    path = chapter_of(work)
    dark = front.get(path, HTTP_COOKIE="look=theme=dark")[2]

    assert b'data-theme="dark"' in dark
    assert b"data-theme" not in front.get(path)[2]
    assert b'data-theme="dark"' in front.get(path, HTTP_COOKIE="look=theme=dark")[2]


def test_what_stands_behind_the_gate_stays_there(front, archive):
    work = make_work("Embers", rating=make_rating("Mature", is_adult=True))
    path, cookie = chapter_of(work), past_the_gate()

    assert b"Part 1 of the tale" in front.get(path, HTTP_COOKIE=cookie)[2]
    assert b"Part 1 of the tale" not in front.get(path)[2]
    assert b"Part 1 of the tale" not in front.get(path)[2]
    assert b"Part 1 of the tale" in front.get(path, HTTP_COOKIE=cookie)[2]
    assert len(front.keeper) == 0  # the gate itself is not kept either


def test_members_works_are_members(front, archive):
    work = make_work("Inside")
    Work.objects.update(members_only=True)
    path, cookie = chapter_of(work), logged_in()

    assert front.get(path, HTTP_COOKIE=cookie)[0] == 200
    assert front.get(path)[0] == 404
    assert len(front.keeper) == 0


def test_logging_in_between_changes_only_ones_own_pages(front, work):
    path = chapter_of(work)
    as_guest = front.get(path)[2]
    cookie = logged_in("quillfeather")
    as_member = front.get(path, HTTP_COOKIE=cookie)

    assert b"quillfeather" in as_member[2]
    assert as_member[1]["cache-control"] == "private, no-store"
    front.settle()
    assert front.get(path)[2] == as_guest
    assert front.get(path)[2] == as_guest


def test_a_page_with_a_cookie_or_a_token_is_not_kept(front, archive):
    for path in (reverse("accounts:login"), reverse("reading:look"), "/shield/"):
        assert front.get(path)[0] == 200

    assert len(front.keeper) == 0


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/works/999/", "/suggestions/?q=salt", "/health/"]
)
def test_only_declared_pages_are_kept(front, work, index, path):
    front.get(path)

    assert len(front.keeper) == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "get", "TRACE"])
def test_other_methods_go_through(front, work, method):
    front.get(chapter_of(work))
    front.get(chapter_of(work), method=method)

    assert front.made == 2


# ---------------------------------------------------------------- what tells pages apart


def test_a_page_for_one_address_answers_no_other(front, work):
    path = chapter_of(work)
    front.get(path)
    others = [
        {"HTTP_HOST": "127.0.0.1"},
        {"HTTP_HOST": "localhost:81"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"wsgi.url_scheme": "https"},
        {"SCRIPT_NAME": "/under"},
    ]
    for other in others:
        assert not front.is_kept(path, **other), other
    for other in ("?shield=off", "?a=1&b=2", "?b=2&a=1", "?", "?%61=1&b=2"):
        first = front.is_kept(path + other)
        assert first is (other == "?")


def test_a_made_up_host_is_refused_and_kept_by_nobody(front, work):
    path = chapter_of(work)
    for host in ("evil.example", "localhost\r\nX: y", "localhost, evil.example", ""):
        assert front.get(path, HTTP_HOST=host, SERVER_NAME="evil.example")[0] == 400
    front.get(path, HTTP_X_FORWARDED_HOST="evil.example", HTTP_X_HOST="evil.example")

    assert b"evil.example" not in front.get(path)[2]


def test_languages_are_told_apart(front, work, settings):
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    path = chapter_of(work)
    english = front.get(path, HTTP_ACCEPT_LANGUAGE="en-GB,en;q=0.9")
    german = front.get(path, HTTP_ACCEPT_LANGUAGE="de;q=0.9, en;q=0.1")

    assert (english[1]["content-language"], german[1]["content-language"]) == (
        "en",
        "de",
    )
    assert b'<html lang="de"' in front.get(path, HTTP_ACCEPT_LANGUAGE="de-AT")[2]
    assert b'<html lang="en"' in front.get(path, HTTP_ACCEPT_LANGUAGE="xx, *")[2]
    assert b'<html lang="en"' in front.get(path)[2]
    assert front.made == 2
