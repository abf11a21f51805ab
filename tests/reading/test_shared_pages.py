"""Pages that members share: to each of them the page that would have been made for them alone."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fascicle.accounts.models import (
    KeptLook,
    KeptShield,
    PenName,
    Preferences,
    Role,
    User,
)
from fascicle.accounts.shield import Shield
from fascicle.core.shared import keeping
from fascicle.core.shared.holes import Making
from fascicle.reading.actions import highlights
from fascicle.reading.counting import memory
from fascicle.reading.models import Follow, Progress, Shelf
from fascicle.reading.passages import Passage
from fascicle.search.models import KeptFilter
from fascicle.tags.models import Tag
from fascicle.works.models import Byline, Chapter, ChapterText, Work
from tests.factories import NOW, make_chapter, make_rating, make_user, make_work

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.counts_queries,
    pytest.mark.usefixtures("archive"),
]

TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=)"\w{64}"')
TEXTS = ["<p>The lamp burned until four.</p><p>She wrote on.</p>", "<p>Rain came.</p>"]
KINDS = (
    "plain",
    "keeps",
    "follows",
    "marks",
    "dark",
    "adult",
    "shielded",
    "far",
    "opens",
)


@pytest.fixture
def tag():
    return Tag.objects.filter(kind__slug="genre").first() or Tag.objects.first()


@pytest.fixture
def work(tag):
    texts = [make_chapter(text, title=f"Part {n}") for n, text in enumerate(TEXTS)]
    return make_work("Tides", texts=texts, tags=[tag])


@pytest.fixture
def index(index, work):
    index.catch_up()
    return index


@pytest.fixture
def members(work, tag):
    """Readers of several kinds, by what is special about them."""
    users = {kind: make_user(kind) for kind in KINDS}
    chapter = Chapter.objects.of(work).with_text().get(position=1)
    for kind in ("keeps", "marks"):
        Preferences.objects.create(user=users[kind], keeps_history=True)
    Progress.objects.create(
        user=users["keeps"],
        work=work,
        chapter=chapter,
        position=1,
        paragraph=1,
        words="She wrote on.",
        placed_at=NOW,
        read_at=NOW,
    )
    Follow.objects.create(user=users["follows"], work=work, since=NOW)
    Follow.objects.create(user=users["follows"], tag=tag, since=NOW)
    Shelf.objects.create(
        user=users["follows"], name="A shelf of mine", position=1, changed_at=NOW
    )
    passage = Passage("lamp burned")
    highlights.mark(users["marks"], chapter, passage, at=NOW, note="a note of mine")
    KeptLook.objects.create(user=users["dark"], choices={"theme": "dark"})
    rules = Shield(longer_than=1).as_json()
    KeptShield.objects.create(user=users["shielded"], rules=rules)
    User.objects.filter(pk=users["far"].pk).update(time_zone="Pacific/Auckland")
    KeptFilter.objects.create(
        user=users["opens"],
        name="Mine",
        path=reverse("search:works"),
        query="status=complete",
        seen_at=NOW,
        feed_key="k" * 43,
        is_default=True,
        position=1,
    )
    return users


def client_of(user, *, sees_adult=False):
    client = Client()
    client.force_login(user)
    if sees_adult:
        client.post(reverse("reading:gate_opening"), {"next": "/"})
    return client


def clients_of(members):
    return {
        kind: client_of(user, sees_adult=kind == "adult")
        for kind, user in members.items()
    }


def addresses(work, tag):
    return (
        work.get_absolute_url(),
        reverse("reading:chapter", args=[work.pk, 1]),
        reverse("reading:chapter", args=[work.pk, 2]),
        reverse("search:works"),
        reverse("search:tag", args=[tag.pk]),
        reverse("search:works") + "?words=1-9000",
    )


def shown(client, address):
    response = client.get(address)
    text = TOKEN.sub(r"\1", response.content.decode())
    kept = {k: v for k, v in response.items() if k not in ("Content-Length",)}
    return response.status_code, kept, text


def test_everybody_gets_the_page_that_would_have_been_made_for_them(
    index, members, work, tag, settings
):
    adult = make_rating("Explicit", is_adult=True)
    behind = make_work("For adults", rating=adult, tags=[tag])
    index.catch_up()
    clients = clients_of(members)
    places = (*addresses(work, tag), behind.get_absolute_url())
    for client in clients.values():
        client.get("/")  # which counts what is unread, for a while

    shared = {
        (kind, address): shown(client, address)
        for _ in range(2)  # whoever comes first, and from what is kept
        for address in places
        for kind, client in clients.items()
    }
    assert len(keeping.kept()) > len(places)
    settings.PAGE_MEMORY = 0

    for (kind, address), page in shared.items():
        assert page == shown(clients[kind], address), (kind, address)


def test_pages_are_made_once_and_cost_few_queries(index, members, work, tag):
    first, second = client_of(members["plain"]), client_of(members["keeps"])
    for address, most in zip(addresses(work, tag), (8, 7, 7, 6, 7, 6), strict=True):
        first.get(address)
        second.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert second.get(address).status_code == 200
        asked = [one["sql"] for one in queries]
        assert len(asked) <= most, (address, asked)
        assert not any('FROM "works_chaptertext"' in one for one in asked)


def test_a_page_that_is_kept_holds_nothing_of_whoever_it_was_made_for(
    index, members, work, tag
):
    for user in members.values():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@mail.example")
    clients = clients_of(members)
    for address in addresses(work, tag):
        for client in clients.values():
            client.get(address)
    kept = "".join(
        piece
        for key in keeping.kept()
        for piece in keeping.kept().get(key).pieces
        if isinstance(piece, str)
    )

    for kind, client in clients.items():
        assert f"as {kind}." not in kept
        assert client.cookies["sid"].value not in kept
        if "csrf" in client.cookies:
            assert client.cookies["csrf"].value not in kept
    for own in ("mail.example", "A shelf of mine", "a note of mine", "Go on reading"):
        assert own not in kept
    assert not TOKEN.search(kept)


def test_an_edit_is_seen_at_once_and_what_is_hidden_is_gone_at_once(members, work):
    client = client_of(members["plain"])
    address = reverse("reading:chapter", args=[work.pk, 1])
    client.get(address)

    ChapterText.objects.filter(chapter__work=work).update(html="<p>Snow fell.</p>")
    assert "Snow fell." in client.get(address).content.decode()

    Work.objects.filter(pk=work.pk).update(hidden_at=NOW)
    assert client.get(address).status_code == 404


def test_whoever_writes_it_gets_their_own_from_when_they_do(members, work):
    writer = make_user("writer")
    address = work.get_absolute_url()
    Chapter.objects.filter(work=work, position=2).update(posted_at=None)
    for client in (client_of(members["plain"]), client_of(writer)):
        assert "Part 1" not in shown(client, address)[2]

    name = PenName.objects.get(user=writer)
    byline = Byline.objects.create(work=work, pen_name=name, position=9)
    assert "Part 1" in shown(client_of(writer), address)[2]
    assert "Part 1" not in shown(client_of(members["plain"]), address)[2]

    byline.delete()
    assert "Part 1" not in shown(client_of(writer), address)[2]


def test_those_who_run_the_archive_get_their_own(members, work):
    address = reverse("search:tag", args=[work.tags.first().pk])
    curator = make_user("the curator", role=Role.CURATOR)
    for user in (members["plain"], curator, members["dark"]):
        is_theirs = "At the tag desk" in shown(client_of(user), address)[2]
        assert is_theirs == (user is curator)


def test_nobody_passes_the_gate_by_a_page_of_somebody_who_has(index, members, tag):
    adult = make_rating("Explicit", is_adult=True)
    work = make_work("Behind it", rating=adult, texts=[make_chapter("<p>Kept.</p>")])
    address = reverse("reading:chapter", args=[work.pk, 1])
    inside = client_of(members["adult"], sees_adult=True)
    outside = client_of(members["plain"])
    assert "Kept." in inside.get(address).content.decode()
    assert "Kept." in inside.get(address).content.decode()

    assert "Kept." not in outside.get(address).content.decode()

    inside.post(reverse("reading:gate_closing"), {"next": "/"})
    assert "Kept." not in inside.get(address).content.decode()


def test_words_said_once_are_said_to_one_reader(members, work):
    address = work.get_absolute_url()
    said, other = client_of(members["plain"]), client_of(members["dark"])
    other.get(address)
    said.post(
        reverse("reading:following"), {"thing": f"work:{work.pk}", "next": address}
    )

    first, again = shown(said, address)[2], shown(said, address)[2]

    assert 'class="messages" role' in first
    assert 'class="messages" role' not in again
    assert "stop being told" in again
    assert 'class="messages" role' not in shown(other, address)[2]


def test_a_shared_page_counts_every_reader_as_a_read(client, work, members):
    address = reverse("reading:chapter", args=[work.pk, 1])
    pk = Chapter.objects.get(work=work, position=1).pk
    before = sum(n for (_, one), n in memory.counts.items() if one == pk)

    for n, kind in enumerate(("plain", "dark", "far")):
        agent = f"Mozilla/5.0 (reader {n})"
        client_of(members[kind]).get(address, headers={"User-Agent": agent})

    after = sum(n for (_, one), n in memory.counts.items() if one == pk)
    assert after - before == 3


def test_a_page_of_a_minute_ago_is_made_anew(members, work, monkeypatch):
    client, address = client_of(members["plain"]), work.get_absolute_url()
    client.get(address)
    kept = keeping.kept()
    (key,) = kept
    made = kept.get(key)
    made.made_at -= timedelta(minutes=2).total_seconds()

    client.get(address)

    assert kept.get(key) is not made


def test_threads_fill_one_page_each_for_their_own_reader():
    template = engines["django"].from_string(
        "{% load holes %}<p>{{ title }}</p>{% for n in numbers %}{% hole %}"
        "{{ forloop.counter0 }}:{{ name }}:{{ user.username }};{% endhole %}{% endfor %}"
        '{% csrf_token %}{% hole %}{% with x="y" %}{{ x }}{{ title }}{% endwith %}{% endhole %}'
    )
    making = Making()
    made = RequestFactory().get("/")
    made.making, made.user = making, User(pk=0, username="nobody")
    making.own = lambda request: {"name": request.user.username.upper()}
    whole = {"numbers": range(50), "title": f"{making.sign[:6]}-0;", "name": "nobody's"}
    page = making.page(HttpResponse(template.render(whole, made)))

    def fill(n):
        request = RequestFactory().get("/")
        request.user = User(pk=n, username=f"r{n}")
        return page.filled(request).content.decode()

    with ThreadPoolExecutor(8) as threads:
        filled = list(threads.map(fill, range(1, 200)))

    for n, text in enumerate(filled, 1):
        rounds = [(str(at), f"R{n}", f"r{n}") for at in range(50)]
        assert re.findall(r"(\d+):(\w+):(\w+);", text) == rounds
        assert text.startswith("<p>shared-0;</p>0:")
        assert text.endswith("yshared-0;")
        assert making.sign not in text
    assert len({TOKEN.search(text)[0] for text in filled}) == len(filled)
