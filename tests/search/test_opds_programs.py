"""Rules that KOReader and Thorium keep to, one by one: what they trip over, we do not do."""

import json
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from lxml import etree

from fascicle.core import known
from fascicle.reading.models import Shelf
from fascicle.works import actions as works
from fascicle.works.models import ChapterByline
from tests.factories import NOW, make_chapter, make_pen_name, make_user, make_work
from tests.search.opds_library import (
    ATOM,
    atom,
    credentials,
    feed2,
    library,
    links,
    tag,
    titles,
)
from tests.search.opds_schemas import atom_faults, faults

__all__ = ["library"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.mark.parametrize("path", ["", "/works", "/v2", "/v2/works", "/writers"])
def test_nothing_redirects_with_or_without_a_slash(client, library, path):
    answers = [client.get(f"/opds{path}{slash}") for slash in ("", "/")]

    assert [one.status_code for one in answers] == [200, 200]
    assert answers[0].content == answers[1].content


def test_neither_version_is_guessed_from_what_is_accepted(client, library):
    accept = "application/opds+json, application/atom+xml;profile=opds-catalog, */*"
    first = client.get("/opds", headers={"accept": accept})
    picky = client.get("/opds", headers={"accept": "text/html"})

    assert first["Content-Type"].startswith("application/atom+xml")
    assert picky.status_code == 200
    (other,) = links(etree.fromstring(first.content), "alternate")
    assert other.get("href") == "/opds/v2"


def test_head_has_a_date_by_which_the_feed_is_known_again(client, library, monkeypatch):
    monkeypatch.setattr(known, "FRESH", -1)
    head = client.head("/opds/works")
    get = client.get("/opds/works")
    since = client.get(
        "/opds/works", headers={"if-modified-since": get["Last-Modified"]}
    )
    by_tag = client.head("/opds/works", headers={"if-none-match": get["ETag"]})

    assert head.status_code == 200
    assert head["Last-Modified"] == get["Last-Modified"]
    assert (since.status_code, by_tag.status_code) == (304, 304)


def test_what_is_somebodys_own_has_no_date_to_be_mistaken_by(client, library):
    response = client.get("/opds/works", headers=credentials(make_user()))

    assert "Last-Modified" not in response
    assert response["ETag"]
    assert "private" in response["Cache-Control"]
    assert "Authorization" in response["Vary"]


def test_a_new_chapter_brings_a_work_to_the_top_under_a_new_address(
    client, library, index
):
    salt, _ = library
    before = [
        link.get("href")
        for link in links(
            atom(client, "/works"), "http://opds-spec.org/acquisition/open-access"
        )
    ]
    chapter = works.add_chapter(salt, make_chapter("<p>More.</p>"), at=NOW)
    works.post_chapter(chapter, at=NOW + timedelta(days=1))
    index.catch_up()

    feed = atom(client, "/works")
    after = [
        link.get("href")
        for link in links(feed, "http://opds-spec.org/acquisition/open-access")
    ]
    assert titles(feed)[0] == "Salt & <Roads>"
    assert after[0] not in before
    assert after[1] in before


def test_the_file_has_a_suffix_in_its_address_and_a_plain_name(client, library):
    (link, *_) = links(
        atom(client, "/works"), "http://opds-spec.org/acquisition/open-access"
    )

    response = client.get(
        urljoin("/opds/works", link.get("href")),
        headers={"accept-encoding": "identity"},
    )

    assert link.get("href").endswith(".epub")
    assert link.get("type") == response["Content-Type"] == "application/epub+zip"
    assert 'filename="' in response["Content-Disposition"]
    assert response["Accept-Ranges"] == "none"
    assert not response.has_header("Content-Encoding")


def test_no_address_names_a_scheme_that_may_be_the_wrong_one(client, library):
    feeds = [atom(client), atom(client, "/works")]
    hrefs = [link.get("href") for feed in feeds for link in feed.iter(f"{ATOM}link")]
    said = json.dumps(feed2(client, "/works"))

    assert all(href.startswith("/") for href in hrefs)
    assert "http://testserver" not in said


def test_whole_addresses_keep_to_the_scheme_of_the_proxy(client, library, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    description = client.get(
        "/opds/search.xml", headers={"x-forwarded-proto": "https", "host": "testserver"}
    ).content.decode()

    assert "https://testserver/opds/search?" in description
    assert "http://testserver" not in description


def test_relations_are_single_and_titles_are_there(client, library):
    """KOReader reads the first relation only, and trips over facets without a title."""
    said = feed2(client, "/works")

    every = [
        *said["links"],
        *(link for one in said["publications"] for link in one["links"]),
    ]
    assert all(isinstance(link["rel"], str) for link in every)
    assert all(group["metadata"]["title"] for group in said["facets"])
    assert all(
        one["links"][0]["rel"].startswith("http://opds-spec.org/acquisition")
        for one in said["publications"]
    )


@pytest.mark.parametrize("path", ["", "/yours", "/shelves", "/kinds/genre", "/writers"])
def test_every_line_can_be_opened(client, library, path):
    """KOReader leaves lines shut whose relation it does not know, shelves among them."""
    user = make_user("reader")
    Shelf.objects.create(user=user, name="Rainy days", changed_at=NOW)

    entries = list(atom(client, path, headers=credentials(user)).iter(f"{ATOM}entry"))

    assert entries
    assert {one.find(f"{ATOM}link").get("rel") for one in entries} <= {
        "subsection",
        "http://opds-spec.org/sort/new",
        "http://opds-spec.org/sort/popular",
    }


def test_shelves_and_follows_are_named_to_programs_that_look_for_them(client, library):
    said = atom(client, "/yours", headers=credentials(make_user("reader")))

    named = [
        links(said, f"http://opds-spec.org/{rel}") for rel in ("shelf", "subscriptions")
    ]
    assert [one.get("href") for (one,) in named] == ["/opds/shelves", "/opds/follows"]


@pytest.mark.parametrize(
    "path", ["/works", "/search?query=x", "/kinds/genre", "/writers"]
)
def test_without_an_index_lists_are_plain_and_sound(client, archive, path):
    make_work("Tide", tags=[tag("Adventure")])
    make_work("Night", rated=False)

    first = client.get(f"/opds{path}")
    second = client.get(f"/opds/v2{path}")

    assert (first.status_code, second.status_code) == (200, 200)
    assert atom_faults(first.content) == faults(second.json()) == []
    assert "Last-Modified" not in first
    assert "Night" not in first.content.decode()


def test_who_wrote_a_chapter_along_contributes_to_the_book(client, index):
    work = make_work("Tide")
    draft = works.add_chapter(work, make_chapter(), at=NOW)
    for chapter, name in ((work.chapters.first(), "Teo"), (draft, "Mira")):
        ChapterByline.objects.create(chapter=chapter, pen_name=make_pen_name(name))
    index.catch_up()

    atom = client.get("/opds/works").content
    feed = client.get("/opds/v2/works").json()

    assert atom_faults(atom) == faults(feed) == []
    assert b"<contributor><name>Teo</name></contributor>" in atom
    assert feed["publications"][0]["metadata"]["contributor"] == ["Teo"]
    assert b"Mira" not in atom


def test_a_page_costs_the_same_queries_with_one_work_as_with_twenty(
    client, index, django_assert_max_num_queries
):
    for number in range(20):
        make_work(f"Work {number}", tags=[tag(f"Genre {number}")])
    index.catch_up()
    client.get("/opds/works")

    with django_assert_max_num_queries(12):
        client.get("/opds/works")
