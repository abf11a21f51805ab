"""The catalogue for e-readers, held against what OPDS asks and what programs trip over."""

import base64
import io

import pytest
from django.utils import timezone
from lxml import etree
from PIL import Image

from fascicle.accounts import actions as accounts
from fascicle.reading.models import Follow, Progress, Shelf, ShelfEntry
from fascicle.reading.models.progress import State
from tests.factories import (
    make_rating,
    make_user,
    make_work,
)
from tests.search.opds_library import (
    ATOM,
    OPDS,
    SCHEMA,
    atom,
    credentials,
    feed2,
    library,
    links,
    titles,
)
from tests.search.opds_schemas import atom_faults, faults

__all__ = ["library"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

OTHER = {"/opds": ("/v2",), "/opds/v2": ()}
EVERY = (
    *("", "/works", "/works?order=title", "/works?page=1000000000", "/writers"),
    *("/search?query=tide", "/search?query=nothingatall", "/search", "/series"),
    *("/languages", "/languages/en", "/languages/und", "/kinds/genre", "/yours"),
    *("/reading", "/shelves", "/follows", "/followed", "/filters"),
)


# ---------------------------------------------------------------- the specifications


@pytest.mark.parametrize("path", EVERY)
def test_every_feed_is_sound_in_both_versions(client, library, path):
    headers = credentials(make_user())

    first = client.get(f"/opds{path}", headers=headers)
    second = client.get(f"/opds/v2{path}", headers=headers)

    assert (first.status_code, second.status_code) == (200, 200)
    assert atom_faults(first.content) == []
    assert faults(second.json()) == []


def test_what_a_feed_says_it_is_it_is(client, library):
    for path, kind in [("", "navigation"), ("/works", "acquisition")]:
        response = client.get(f"/opds{path}")
        assert f"kind={kind}" in response["Content-Type"]
        (own,) = links(etree.fromstring(response.content), "self")
        assert f"kind={kind}" in own.get("type")
    assert client.get("/opds/v2")["Content-Type"] == "application/opds+json"


def test_the_schemas_find_faults():
    assert "no self" in faults({"metadata": {"title": "x"}, "links": []})
    assert atom_faults(b'<feed xmlns="http://www.w3.org/2005/Atom"/>')


def test_every_way_of_the_root_leads_somewhere(client, library):
    headers = credentials(make_user())
    for version in ("/opds", "/opds/v2"):
        todo, seen = [version], set()
        while todo and len(seen) < 60:
            address = todo.pop()
            if address in seen:
                continue
            seen.add(address)
            response = client.get(address, headers=headers)
            assert response.status_code == 200, address
            if version == "/opds":
                tree = etree.fromstring(response.content)
                found = [one.get("href") for one in tree.iter(f"{ATOM}link")]
            else:
                said = response.json()
                found = [
                    one["href"] for one in (*said["links"], *said.get("navigation", ()))
                ]
            inner = [one for one in found if one.startswith(version)]
            todo += [
                one
                for one in inner
                if not any(other in one for other in ("{", ".xml", *OTHER[version]))
            ]
        assert len(seen) > 10


def test_a_work_says_all_that_a_catalogue_can(client, library):
    (entry,) = [
        one
        for one in atom(client, "/works").iter(f"{ATOM}entry")
        if one.findtext(f"{ATOM}title") == "Salt & <Roads>"
    ]
    (second,) = [
        one
        for one in feed2(client, "/works")["publications"]
        if one["metadata"]["title"] == "Salt & <Roads>"
    ]

    assert entry.findtext(f"{ATOM}summary") == "A boat & a lamp."
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ines Okafor"
    assert [one.get("term") for one in entry.iter(f"{ATOM}category")]
    assert entry.findtext(f"{ATOM}id") == second["metadata"]["identifier"]
    (series,) = entry.iter(f"{SCHEMA}Series")
    told = second["metadata"]["belongsTo"]["series"][0]
    assert series.get(f"{SCHEMA}name") == told["name"] == "Harbour Songs"
    assert float(series.get(f"{SCHEMA}position")) == told["position"]
    assert second["metadata"]["language"] == "en"


def test_a_list_comes_in_pages_with_their_neighbours(client, index):
    for number in range(45):
        make_work(f"Work {number}")
    index.catch_up()

    pages, address = [], "/opds/works"
    while address:
        feed = etree.fromstring(client.get(address).content)
        pages.append(titles(feed))
        following = links(feed, "next")
        address = following[0].get("href") if following else ""
    beyond = atom(client, "/works?page=1000000000")

    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({title for page in pages for title in page}) == 45
    assert titles(beyond) == pages[-1]
    assert feed2(client, "/works")["metadata"]["numberOfItems"] == 45


def test_facets_narrow_and_one_of_a_group_is_active(client, library):
    whole = atom(client, "/works")
    languages = [
        one
        for one in links(whole, "http://opds-spec.org/facet")
        if one.get(f"{OPDS}facetGroup") == "Language"
    ]
    german = next(one for one in languages if one.get("title") == "Deutsch")

    narrowed = etree.fromstring(client.get(german.get("href")).content)

    counts = {one.get("title"): int(one.attrib.values()[-1]) for one in languages}
    active = [
        one.get("title")
        for one in links(narrowed, "http://opds-spec.org/facet")
        if one.get(f"{OPDS}activeFacet") == "true"
    ]
    assert counts == {"English": 1, "Deutsch": 1}
    assert titles(narrowed) == ["Tide"]
    assert "Deutsch" in active
    assert len(active) == len(
        {
            one.get(f"{OPDS}facetGroup")
            for one in links(narrowed, "http://opds-spec.org/facet")
            if one.get(f"{OPDS}activeFacet")
        }
    )


def test_search_is_described_and_finds(client, library):
    description = etree.fromstring(client.get("/opds/search.xml").content)
    (url,) = description.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")
    (template,) = [one for one in feed2(client)["links"] if one["rel"] == "search"]

    address = url.get("template").replace("{searchTerms}", "tide")
    first = etree.fromstring(client.get(address).content)
    second = client.get(template["href"].replace("{?query}", "?query=tide")).json()

    assert address.startswith("http://testserver/opds/search?")
    assert titles(first) == ["Tide"]
    assert second["publications"][0]["metadata"]["title"] == "Tide"


def test_ten_thousand_letters_are_searched_as_far_as_makes_sense(client, library):
    for version in ("", "/v2"):
        response = client.get(f"/opds{version}/search", {"query": "tide " * 2000})
        assert response.status_code == 200


def test_nothing_found_leads_back(client, library):
    said = feed2(client, "/search?query=nothingatall")

    assert "publications" not in said
    assert [way["href"] for way in said["navigation"]] == ["/opds/v2"]
    assert said["metadata"]["numberOfItems"] == 0


# ---------------------------------------------------------------- who sees what


def test_what_cannot_be_had_is_in_no_list_and_no_count(client, library):
    grown, child = make_user("grown"), make_user("child")

    seen = {
        "guest": titles(atom(client, "/works")),
        "child": titles(atom(client, "/works", headers=credentials(child))),
        "grown": titles(
            atom(client, "/works", headers=credentials(grown, sees_adult=True))
        ),
    }

    assert set(seen["guest"]) == set(seen["child"]) == {"Salt & <Roads>", "Tide"}
    assert set(seen["grown"]) == {*seen["guest"], "Night Tide", "Unrated Tide"}
    assert feed2(client, "/works")["metadata"]["numberOfItems"] == 2
    assert "Explicit" not in client.get("/opds/works").content.decode()


def test_a_choice_in_the_browser_opens_no_catalogue(client, library):
    session = client.session
    session["adult_content"] = True
    session.save()

    assert len(titles(atom(client, "/works"))) == 2


def test_a_book_before_the_gate_asks_who_is_there(client, index):
    work = make_work("Night", rating=make_rating("Explicit", is_adult=True))
    address = f"/works/{work.pk}/r1/night.epub"
    grown = credentials(make_user("grown"), sees_adult=True)
    child = credentials(make_user("child"))

    answers = [
        client.get(address).status_code,
        client.get(address, headers=child).status_code,
        client.get(address, headers=grown).status_code,
    ]

    assert answers == [401, 404, 200]


def test_works_for_members_are_for_devices_of_members(client, index):
    work = make_work("Among us")
    work.members_only = True
    work.save()
    index.catch_up()
    headers = credentials(make_user())

    for address in (f"/works/{work.pk}/r1/x.epub", f"/works/{work.pk}/cover.png"):
        assert client.get(address).status_code == 401
        assert client.get(address, headers=headers).status_code == 200
    assert titles(atom(client, "/works")) == []
    assert titles(atom(client, "/works", headers=headers)) == ["Among us"]


def test_a_password_is_asked_for_as_programs_expect(client, archive):
    wrong = base64.b64encode(b"reader:wrong").decode()
    for path, headers in [
        ("/yours", {}),
        ("/v2/yours", {}),
        ("", {"authorization": f"Basic {wrong}"}),
    ]:
        response = client.get(f"/opds{path}", headers=headers)
        document = response.json()

        assert response.status_code == 401
        assert response["WWW-Authenticate"].startswith("Basic realm=")
        assert response["Content-Type"] == "application/opds-authentication+json"
        assert 'rel="http://opds-spec.org/auth/document"' in response["Link"]
        assert document["authentication"][0]["type"] == (
            "http://opds-spec.org/auth/basic"
        )
        assert document["id"] in response["Link"]
        assert client.get(document["id"]).json() == document


def test_covers_of_public_works_need_nobody(client, library):
    salt, _ = library
    for name, size in [("cover", (1000, 1600)), ("thumbnail", (300, 480))]:
        response = client.get(f"/works/{salt.pk}/{name}.png")
        again = client.get(
            f"/works/{salt.pk}/{name}.png", headers={"if-none-match": response["ETag"]}
        )
        assert Image.open(io.BytesIO(response.content)).size == size
        assert "public" in response["Cache-Control"]
        assert again.status_code == 304


def test_a_cover_never_shows_the_first_words_of_what_is_gated(client, index):
    rating = make_rating("Explicit", is_adult=True)
    hidden = make_work("", rating=rating, opening="xyzzyword and more")
    other = make_work("", rating=rating, opening="quite other words")
    for one in (hidden, other):
        one.bylines.all().delete()
    number = hidden.pk % 12

    shown = client.get(f"/works/{hidden.pk}/cover.png").content

    assert (
        number != other.pk % 12
        or shown == client.get(f"/works/{other.pk}/cover.png").content
    )
    grown = credentials(make_user(), sees_adult=True)
    assert shown != client.get(f"/works/{hidden.pk}/cover.png", headers=grown).content


def test_what_a_reader_keeps_is_on_their_devices_and_on_no_others(client, library):
    salt, tide = library
    user, at = make_user(), timezone.now()
    headers, others = credentials(user), credentials(make_user("other"))
    shelf = Shelf.objects.create(user=user, name="Rainy days", changed_at=at)
    ShelfEntry.objects.create(shelf=shelf, work=tide, position=1, added_at=at)
    Follow.objects.create(user=user, pen_name=salt.bylines.get().pen_name, since=at)
    accounts.keep_history(user, keeps=True)
    Progress.objects.create(user=user, work=salt, read_at=at)
    Progress.objects.create(user=user, work=tide, read_at=at, state=State.DROPPED)

    shelves = [
        titles(atom(client, "/shelves", headers=who)) for who in (headers, others)
    ]
    on_it = titles(atom(client, f"/shelves/{shelf.pk}", headers=headers))
    theirs = client.get(f"/opds/shelves/{shelf.pk}", headers=others)

    assert shelves == [["Rainy days"], []]
    assert on_it == ["Tide"]
    assert theirs.status_code == 404
    assert titles(atom(client, "/reading", headers=headers)) == ["Salt & <Roads>"]
    assert "Salt & <Roads>" in titles(atom(client, "/follows", headers=headers))
    assert titles(atom(client, "/follows", headers=others)) == []
