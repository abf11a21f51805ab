"""Before the adult gate, by whatever way one asks, nothing of an adult work's text leaves."""

import re
from io import BytesIO
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from fascicle.tags.models import Kind, Tag
from fascicle.works import actions as works
from fascicle.works.actions import NewChapter, NewVersion, NewWork, Origin
from fascicle.works.models import Chapter, RelationKind, Series, Version, Work
from tests.factories import (
    NOW,
    PASSWORD,
    make_pen_name,
    make_rating,
    make_user,
    make_work,
)
from tests.test_headers import addresses, patterns

pytestmark = pytest.mark.django_db

#: Each field of text holds its own word, so that a leak names where it came from.
FIELDS = (
    *("opening", "summary", "foreword", "afterword", "chaptertitle", "chapterhtml"),
    *("notebefore", "noteafter", "version", "sourcename", "seriessummary"),
)
WORKS = ("adult", "unrated", "nameless")
MARKERS = [f"zq{work}{field}" for work in WORKS for field in FIELDS]


def make_gated_work(name, rating, tag, *, title=""):
    def word(field):
        return f"zq{name}{field}"

    origin = Origin("batch", word("sourcename"), "ab" * 32)
    chapters = [
        NewChapter(
            html=f"<p>{word('chapterhtml')} {n}</p>",
            title=word("chaptertitle"),
            notes_before=f"<p>{word('notebefore')}</p>",
            notes_after=f"<p>{word('noteafter')}</p>",
            origin=origin,
            versions=[NewVersion("revision", f"<p>{word('version')}</p>", origin)],
        )
        for n in (1, 2)
    ]
    new = NewWork(
        title,
        chapters,
        pen_names=[make_pen_name()],
        summary=f"<p>{word('summary')}</p>",
        rating=rating,
        language="en",
        tags=[tag],
    )
    work = works.create_work(new, at=NOW)
    works.post_work(work, at=NOW)
    notes = {"notes_before": f"<p>{word('foreword')}</p>"}
    notes["opening"] = word("opening")
    Work.objects.filter(pk=work.pk).update(
        **notes, notes_after=f"<p>{word('afterword')}</p>"
    )
    return work


@pytest.fixture
def library(archive):
    """Adult and unrated works amid others, related to them and in one series with them."""
    note = Kind.objects.content_notes().first()
    theme = Kind.objects.exclude(pk=note.pk).first()
    warning = Tag.objects.create(kind=note, name="a warning", key="a warning")
    open_work = make_work("Open", chapters=2, summary="<p>Seen by all.</p>")
    series = works.new_series("Mixed")
    Series.objects.filter(pk=series.pk).update(
        summary="<p>zqadultseriessummary zqunratedseriessummary zqnamelessseriessummary</p>"
    )
    adult = make_rating("Mature", is_adult=True)
    gated = [
        make_gated_work("adult", adult, warning, title="Title adult"),
        make_gated_work("unrated", None, warning, title="Title unrated"),
        make_gated_work("nameless", None, warning),
    ]
    for work in (open_work, *gated):
        works.place_in_series(series, work)
    works.relate(open_work, RelationKind.INSPIRED, title="Title adult")
    for work in gated:
        works.relate(work, RelationKind.SEQUEL, title="Open")
        name = f"of {work}"
        work.tags.add(Tag.objects.create(kind=theme, name=name, key=name))
    return gated


def marked(response):
    """The markers in a response: body, headers, and what it redirects to."""
    body = b"".join(response) if response.streaming else response.content
    parts = [body, str(response.headers).encode()]
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as book:
            parts.extend(book.read(name) for name in book.namelist())
    whole = b"".join(parts)
    return {marker for marker in MARKERS if marker.encode() in whole}


def every_address(library):
    """The whole URL table: with each work's own numbers, and with the plain samples."""
    found = {address for _, address in addresses()}
    chapters = Chapter.objects.all()
    versions = Version.objects.all()
    numbers = {
        "work_id": [work.pk for work in Work.objects.all()],
        "series_id": [series.pk for series in Series.objects.all()],
        "version_id": [version.pk for version in versions],
        "tag_id": list(
            Work.tags.through.objects.values_list("tag", flat=True).distinct()
        ),
        "position": sorted({chapter.position for chapter in chapters}),
        "first": [1],
        "last": [2],
        "format": ["epub", "html", "txt"],
        "slug": [kind.slug for kind in Kind.objects.all()],
        "code": ["en", "und"],
    }
    for name, converters in patterns(get_resolver()):
        if set(converters) <= set(numbers):
            found |= {
                reverse(name, kwargs=kwargs) for kwargs in choices(converters, numbers)
            }
    return sorted(found)


def choices(converters, numbers):
    chosen = [{}]
    for key in converters:
        chosen = [{**one, key: value} for one in chosen for value in numbers[key]]
    return chosen


def links_in(address, response):
    """Same-site addresses that a page leads to, by whatever attribute."""
    if "text/html" not in response.headers.get("Content-Type", ""):
        return set()
    html = response.content.decode()
    found = re.findall(r'(?:href|action|src)="([^"#]+)"', html)
    if location := response.headers.get("Location"):
        found.append(location)
    whole = (urlsplit(urljoin(address, link.replace("&amp;", "&"))) for link in found)
    return {
        url.path + (f"?{url.query}" if url.query else "")
        for url in whole
        if not url.netloc and not url.path.startswith("/static/")
    }


@pytest.mark.parametrize("person", ["guest", "member"])
def test_no_address_gives_away_a_word_before_the_gate(library, client, person):
    if person == "member":
        make_user("member")
        client.login(username="member", password=PASSWORD)
    waiting, seen, leaks = every_address(library), set(), {}

    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        if found := marked(response):
            leaks[address] = found
        waiting.extend(links_in(address, response) - seen)

    assert leaks == {}
    assert {work.get_absolute_url() for work in library} <= seen


def test_behind_the_gate_every_field_can_be_read(library, client):
    client.post(reverse("reading:gate_opening"))

    found = set()
    for address in every_address(library):
        found |= marked(client.get(address))

    # First words are shown where there is no title.
    unseen = {"zqadultopening", "zqunratedopening"}
    assert found == set(MARKERS) - unseen


def test_the_gate_shows_title_rating_and_content_notes(library, client):
    response = client.get(library[0].get_absolute_url())

    page = response.content.decode()
    assert all(words in page for words in ("Title adult", "Mature", "a warning"))
    assert "noindex" in page
    assert "noindex" in response.headers["X-Robots-Tag"]


@pytest.mark.parametrize("where", ["search:works", "reading:work"])
def test_only_content_notes_of_a_gated_work_are_shown(library, client, where):
    args = [library[0].pk] if where == "reading:work" else []

    page = client.get(reverse(where, args=args)).content.decode()

    assert "a warning" in page
    assert "of Title adult" not in page


def test_after_the_gate_one_stands_where_one_was(library, client):
    chapter = reverse("reading:chapter", args=[library[0].pk, 2])

    response = client.post(
        reverse("reading:gate_opening"), {"next": chapter}, follow=True
    )

    assert response.redirect_chain == [(chapter, 302)]
    assert "zqadultchapterhtml 2" in response.content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "evil",
        "",
    ],
)
@pytest.mark.parametrize("name", ["gate_opening", "gate_closing"])
def test_the_gate_leads_to_no_other_site(archive, client, name, elsewhere):
    response = client.post(reverse(f"reading:{name}"), {"next": elsewhere})

    assert response.headers["Location"] == "/"


def test_the_choice_can_be_taken_back(library, client):
    client.post(reverse("reading:gate_opening"))
    client.post(reverse("reading:gate_closing"))

    response = client.get(reverse("reading:chapter", args=[library[0].pk, 1]))

    assert marked(response) == set()


@pytest.mark.parametrize("name", ["gate_opening", "gate_closing"])
def test_a_link_cannot_make_the_choice(archive, client, name):
    assert client.get(reverse(f"reading:{name}")).status_code == 405


def test_another_site_cannot_make_the_choice(archive):
    strict = Client(enforce_csrf_checks=True)

    for said in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        response = strict.post(reverse("reading:gate_opening"), headers=said)
        assert response.status_code == 403


def test_logging_out_closes_the_gate(library, client):
    make_user("member")
    client.login(username="member", password=PASSWORD)
    client.post(reverse("reading:gate_opening"))
    client.post(reverse("accounts:logout"))

    response = client.get(library[0].get_absolute_url())

    assert marked(response) == set()


def test_lists_offer_the_gate_once_and_lead_back(library, client):
    address = reverse("search:works") + "?order=title"

    before = client.get(address).content.decode()
    response = client.post(reverse("reading:gate_opening"), {"next": address})
    after = client.get(response.headers["Location"]).content.decode()

    assert before.count("I am an adult: show them") == 1
    assert 'name="next" value="/works/?order=title"' in before
    assert "I am an adult: show them" not in after
    assert "zqadultsummary" in after


@pytest.mark.parametrize("has_cookie", [False, True])
def test_the_offer_can_be_taken_from_a_list(library, has_cookie):
    """By its token, or without one if the browser says that the form is ours."""
    for address in ("/", "/works/", library[0].series.get().get_absolute_url()):
        strict = Client(enforce_csrf_checks=True)
        said = {}
        if has_cookie:
            strict.get(reverse("accounts:login"))
        page = strict.get(address).content.decode()
        form = page[page.index('class="gate-line"') :]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
        if not has_cookie:
            said = {"Origin": "http://testserver"}

        response = strict.post(
            reverse("reading:gate_opening"),
            {"csrfmiddlewaretoken": token[1]} if token else {},
            headers=said,
        )

        assert bool(token) is has_cookie
        assert response.status_code == 302
