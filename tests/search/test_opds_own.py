"""What a reader follows one by one, and the filters they keep, are ways in their catalogue."""

import pytest
from django.utils import timezone
from lxml import etree

from fascicle.accounts import actions as accounts
from fascicle.accounts.models import KeptShield
from fascicle.accounts.shield import Shield
from fascicle.reading.models import Follow, Progress, Shelf, ShelfEntry
from fascicle.search import actions
from fascicle.search.opds import own
from fascicle.works.models import Series, Work
from tests.factories import NOW, make_pen_name, make_user, make_work
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
COUNT = "{http://purl.org/syndication/thread/1.0}count"


@pytest.fixture
def reader():
    return make_user()


def follow(user, **what):
    return Follow.objects.create(user=user, since=timezone.now(), **what)


def keep(user, name, *, path="/works/", query=""):
    return actions.keep_filter(name, path=path, query=query, by=user, at=NOW)


def told(client, path, user, **more):
    """The ways of a feed, as both versions tell them: title, what it is, address, count."""
    headers = credentials(user, **more)
    response = client.get(f"/opds{path}", headers=headers)
    second = client.get(f"/opds/v2{path}", headers=headers).json()
    feed = etree.fromstring(response.content)
    assert atom_faults(response.content) == faults(second) == []
    assert "kind=navigation" in response["Content-Type"]
    ways = []
    for entry in feed.iter(f"{ATOM}entry"):
        (link,) = entry.iter(f"{ATOM}link")
        assert client.get(link.get("href"), headers=headers).status_code == 200
        count = link.get(COUNT)
        ways.append(
            (
                entry.findtext(f"{ATOM}title"),
                entry.findtext(f"{ATOM}content") or "",
                link.get("href").removeprefix("/opds/"),
                None if count is None else int(count),
            )
        )
    others = [
        (one["title"], one["href"].removeprefix("/opds/v2/"))
        for one in second["navigation"]
        if one["href"] != "/opds/v2"
    ]
    assert others == [(title, address) for title, _what, address, _n in ways]
    return ways


def test_series_writers_and_tags_that_one_follows_lead_to_their_works(
    client, library, reader
):
    salt, _tide = library
    series, name = Series.objects.get(), salt.bylines.get().pen_name
    adventure = tag("Adventure")
    for what in ({"work": salt}, {"series": series}, {"pen_name": name}):
        follow(reader, **what)
    follow(reader, tag=adventure)

    ways = told(client, "/followed", reader)

    assert ways == [
        ("Adventure", "Tag", f"tags/{adventure.pk}", 2),
        ("Ines Okafor", "Writer", f"writers/{name.pk}", 2),
        ("Harbour Songs", "Series", f"series/{series.pk}", 1),
    ]
    assert told(client, "/followed", make_user("other")) == []


def test_what_cannot_be_had_or_is_shielded_is_in_no_count(client, library, reader):
    salt, _tide = library
    follow(reader, tag=tag("Adventure"))
    follow(reader, pen_name=salt.bylines.get().pen_name)
    rules = Shield(languages=frozenset({"de"})).as_json()
    KeptShield.objects.create(user=reader, rules=rules)

    def counts(**more):
        return [way[3] for way in told(client, "/followed", reader, **more)]

    assert counts() == [1, 1]
    assert counts(sees_adult=True) == [3, 1]


def test_a_followed_series_that_went_away_is_not_named(client, library, reader):
    follow(reader, series=Series.objects.get())
    Work.objects.update(hidden_at=NOW)

    assert told(client, "/followed", reader) == []


def test_followed_lists_come_in_pages_with_their_neighbours(
    client, archive, reader, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(own, "WAYS_ON_A_PAGE", 2)
    for number in range(5):
        name = make_pen_name(f"Writer {number}")
        make_work(by=name)
        follow(reader, pen_name=name)
    headers, pages, address = credentials(reader), [], "/opds/followed"
    client.get(address, headers=headers)

    while address:
        with django_assert_max_num_queries(6):
            response = client.get(address, headers=headers)
        assert atom_faults(response.content) == []
        feed = etree.fromstring(response.content)
        pages.append(titles(feed))
        following = links(feed, "next")
        address = following[0].get("href") if following else ""

    assert [len(page) for page in pages] == [2, 2, 1]
    assert pages[0] == ["Writer 4", "Writer 3"]
    second = feed2(client, "/followed?page=2", headers=headers)
    assert faults(second) == []
    assert second["metadata"]["numberOfItems"] == 5
    assert titles(atom(client, "/followed?page=99", headers=headers)) == pages[-1]


def test_kept_filters_lead_to_their_lists_narrowed_down(client, library, reader):
    adventure = tag("Adventure")
    keep(reader, "In German", query="language=de")
    path, query = f"/tags/{adventure.pk}/", "order=title&q=salt roads"
    keep(reader, "Salty adventures", path=path, query=query)
    keep(reader, "English", path="/languages/en/")
    written = "order=title&q=salt+roads"

    ways = told(client, "/filters", reader)

    assert [(title, address, n) for title, _says, address, n in ways] == [
        ("In German", "works?language=de", 1),
        ("Salty adventures", f"tags/{adventure.pk}?{written}", 1),
        ("English", "languages/en", 1),
    ]
    assert ways[0][1] == "Deutsch"
    headers = credentials(reader)
    assert titles(atom(client, f"/{ways[0][2]}", headers=headers)) == ["Tide"]
    assert titles(atom(client, f"/{ways[1][2]}", headers=headers)) == ["Salt & <Roads>"]


def test_many_filters_cost_as_many_queries_as_one(
    client, library, reader, django_assert_max_num_queries
):
    for number in range(20):
        keep(reader, f"Filter {number}", query=f"tag={tag('Adventure').pk}")
    headers = credentials(reader)
    client.get("/opds/filters", headers=headers)

    with django_assert_max_num_queries(8):
        client.get("/opds/filters", headers=headers)


def test_without_an_index_nothing_is_counted(client, archive, reader):
    name = make_pen_name("Tom")
    make_work("Tide", by=name)
    follow(reader, pen_name=name)
    keep(reader, "All")

    assert [way[3] for way in told(client, "/followed", reader)] == [None]
    assert [way[3] for way in told(client, "/filters", reader)] == [None]


def test_what_one_goes_on_with_is_behind_the_shield_and_needs_the_history(
    client, library, reader
):
    headers = credentials(reader)
    for work in library:
        Progress.objects.create(user=reader, work=work, read_at=NOW)

    def going_on():
        return titles(atom(client, "/reading", headers=headers))

    assert going_on() == []
    accounts.keep_history(reader, keeps=True)
    assert set(going_on()) == {"Salt & <Roads>", "Tide"}
    rules = Shield(languages=frozenset({"de"})).as_json()
    KeptShield.objects.create(user=reader, rules=rules)
    assert going_on() == ["Salt & <Roads>"]
    accounts.keep_history(reader, keeps=False)
    assert going_on() == []


def test_a_shelf_holds_as_many_as_are_counted(client, library, reader):
    shelf = Shelf.objects.create(user=reader, name="Rainy days", changed_at=NOW)
    for number, work in enumerate(Work.objects.all()):
        ShelfEntry.objects.create(shelf=shelf, work=work, position=number, added_at=NOW)
    rules = Shield(languages=frozenset({"de"})).as_json()
    KeptShield.objects.create(user=reader, rules=rules)

    for sees_adult in (False, True):
        (way,) = told(client, "/shelves", reader, sees_adult=sees_adult)
        headers = credentials(reader, sees_adult=sees_adult)
        assert way[3] == len(titles(atom(client, f"/{way[2]}", headers=headers)))


@pytest.mark.parametrize(
    "path",
    ["yours", "reading", "shelves", "shelves/1", "follows", "followed", "filters"],
)
def test_nobody_is_told_what_is_somebodys(client, archive, path):
    for version in ("", "/v2"):
        assert client.get(f"/opds{version}/{path}").status_code == 401
