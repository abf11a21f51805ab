"""Lists narrowed down: what their pages say, and that nothing asked of them can break them."""

import re
from threading import Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fascicle.accounts.models import KeptShield
from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import Viewer
from fascicle.search.lists import turns
from fascicle.tags.models import Tag
from fascicle.works import actions as works
from fascicle.works.models import Tally, Work
from tests.factories import (
    GUEST,
    PASSWORD,
    make_pen_name,
    make_rating,
    make_tag,
    make_user,
    make_work,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def library(request):
    """Twelve works: every second of the sea, every third with letters."""
    sea, letters = make_tag("the sea"), make_tag("letters")
    for n in range(12):
        tags = [sea] * (n % 2 == 0) + [letters] * (n % 3 == 0)
        make_work(
            f"Tale {n:02}",
            tags=tags,
            language=("en", "de")[n % 2],
            status=("complete", "")[n % 2],
            chapters=1 + n % 3,
        )
    return request.getfixturevalue("index")


def page(client, query="", path="/works/"):
    response = client.get(path + query)
    assert response.status_code == 200
    return response.content.decode()


def headings(html):
    found = re.findall(r"<h2><a [^>]*>(.*?)</a></h2>", html)
    return sorted(re.sub(r"<[^>]*>", "", one) for one in found)


def rows(html, kind):
    """What a kind's rows say: name, count, whether it is wanted or not wanted."""
    start = html.index(f'data-rows="{kind}"')
    found = html[start : html.index("</ul>", start)].split("<li ")[1:]
    return [
        (
            re.search(r"<bdi[^>]*>(.*?)</bdi>", row)[1],
            int(re.search(r'class="count"[^>]*>(\d+)', row)[1]),
            tuple(box for box in ("tag", "not") if is_ticked(row, box)),
        )
        for row in found
    ]


def is_ticked(row, name):
    return bool(re.search(rf'name="{name}"[^>]* checked', row))


def test_tags_narrow_a_list_down_and_are_counted(client, library):
    sea, letters = make_tag("the sea"), make_tag("letters")

    shown = page(client, f"?tag={sea.pk}&not={letters.pk}")

    assert headings(shown) == ["Tale 02", "Tale 04", "Tale 08", "Tale 10"]
    assert rows(shown, "theme") == [("the sea", 4, ("tag",)), ("letters", 0, ("not",))]
    assert "<b>4 stories</b>" in shown


def test_any_of_several_tags_can_be_enough(client, library):
    sea, letters = make_tag("the sea"), make_tag("letters")

    every = page(client, f"?tag={sea.pk}&tag={letters.pk}")
    either = page(client, f"?tag={sea.pk}&tag={letters.pk}&any=theme")

    assert headings(every) == ["Tale 00", "Tale 06"]
    assert len(headings(either)) == 8


def test_a_form_is_led_to_its_readable_address(client, library):
    sea = make_tag("the sea")

    response = client.get(
        f"/works/?q=&tag={sea.pk}&words-from=&words-to=5%2C000&order=updated&updated="
    )

    assert response.status_code == 302
    assert response.headers["Location"] == f"/works/?tag={sea.pk}-the-sea&words=-5000"


def test_what_is_not_understood_is_said_beside_a_result(client, library):
    shown = page(client, "?tag=999999&words=lots")

    assert "A tag of this address is not here any more." in shown
    assert "“lots” was not understood" in shown
    assert "12 stories" in shown


HOSTILE = [
    "?page=1000000000",
    "?page=99999999999999999999999",
    "?page=-1&page=x",
    "?tag=999999999999999999999999",
    "?tag=0&tag=-1&not=%00",
    "?words=10-1&chapters=999999999999-",
    "?updated=2024-06-30..2024-01-01&posted=9999-12-31..0001-01-01",
    "?language=%00&not-language=%F0%9F%92%A9&status=%00",
    "?rating=9999999999999999999&not-rating=0",
    "?order=place&order=relevance",
    "?q=%00&q=" + "x" * 10_000,
    "?shield=off&shield=on",
    "?" + "&".join(f"tag={n}" for n in range(1500)),
    "?" + "&".join(["tag=1", "not=1", "any=theme", "any=%27"] * 100),
    "?q=%EF%BF%BF&in=tag.x",
]


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("path", ["/works/", "/languages/en/", "/works/kinds/theme/"])
def test_no_address_breaks_a_list(client, library, path, query):
    response = client.get(path + query, follow=True)

    assert response.status_code == 200


def test_more_fields_than_any_form_has_are_refused(client, library):
    assert client.get("/works/?" + "&".join(["tag=1"] * 3000)).status_code == 413


def test_a_page_beyond_the_end_is_the_last(client, request):
    for n in range(21):
        make_work(f"Tale {n:02}")
    request.getfixturevalue("index")

    assert len(headings(page(client, "?page=1000000000"))) == 1
    assert "Page 2 of 2" in page(client, "?page=7")


def test_where_nothing_is_found_it_says_what_to_let_go_of(client, library):
    sea = make_tag("the sea")

    shown = page(client, f"?tag={sea.pk}&language=de")

    assert "No story is all of this" in shown
    assert re.search(r"let go of “the sea”</span>\s*<span[^>]*>6 stories", shown)
    assert f'href="/works/?tag={sea.pk}-the-sea"' in shown


def test_where_letting_go_of_one_thing_is_not_enough_it_says_so(client, library):
    sea = make_tag("the sea")

    shown = page(client, f"?tag={sea.pk}&language=de&words=1000000-")

    assert "would not be enough" in shown


def test_chips_lead_to_the_list_without_them(client, library):
    sea, letters = make_tag("the sea"), make_tag("letters")

    shown = page(client, f"?tag={sea.pk}&not={letters.pk}&updated=6m")

    assert "without letters" in shown
    assert "updated in the last 6 months" in shown
    assert f'href="/works/?not={letters.pk}-letters&amp;updated=6m"' in shown


def test_a_synonym_leads_to_what_it_means(client, library):
    sea = make_tag("the sea")
    other = make_tag("the ocean")
    Tag.objects.filter(pk=other.pk).update(canonical=sea)
    library.catch_up()

    shown = page(client, f"?tag={other.pk}")
    moved = client.get(reverse("search:tag", args=[other.pk]) + "?status=complete")

    assert len(headings(shown)) == 6
    assert rows(shown, "theme")[0] == ("the sea", 6, ("tag",))
    assert moved.headers["Location"] == f"/tags/{sea.pk}/?status=complete"


def test_only_an_archive_with_kudos_can_be_ordered_by_them(client, library):
    assert "Most kudos first" not in page(client)

    Tally.objects.create(work=Work.objects.first(), kudos=3)
    library.catch_up()

    ordered = page(client)
    assert "Most kudos first" in ordered
    assert "Most read first" not in ordered


def test_a_series_stands_in_its_own_order(client, request):
    series = works.new_series("Roads")
    for title in ("Zeta", "Alpha", "Mu"):
        works.place_in_series(series, make_work(title))
    request.getfixturevalue("index")
    path = reverse("search:series", args=[series.pk])

    own = page(client, path=path)
    by_title = page(client, "?order=title", path=path)

    assert own.index("Zeta") < own.index("Alpha") < own.index("Mu")
    assert by_title.index("Alpha</bdi>") < by_title.index("Mu</bdi>")
    assert 'value="place" selected' in own


def test_a_series_shows_what_has_just_left_it_at_its_end(client, request):
    """The index is a moment behind; that is no damage."""
    series = works.new_series("Roads")
    for title in ("Zeta", "Alpha", "Mu"):
        works.place_in_series(series, make_work(title))
    request.getfixturevalue("index")
    path = reverse("search:series", args=[series.pk])
    series.entries.filter(work__title__in=["Zeta", "Mu"]).delete()

    shown = page(client, path=path)

    assert 'value="place" selected' in shown
    assert shown.index("Alpha</bdi>") < shown.index("Zeta</bdi>")
    assert headings(shown) == ["Alpha", "Mu", "Zeta"]


def test_all_tags_of_a_kind_are_found_by_their_names(client, library):
    make_work("Tale of Ada", tags=[make_tag("Ada’s lamp"), make_tag("the sea")])
    make_work("Other", tags=[make_tag("lamp oil")])
    library.catch_up()
    sea = make_tag("the sea")

    everything = page(client, path="/works/kinds/theme/")
    lamps = page(client, "?find-theme=LAMP", path="/works/kinds/theme/")
    of_the_sea = page(client, f"?find-theme=lamp&tag={sea.pk}", "/works/kinds/theme/")

    assert len(rows(everything, "theme")) == 4
    assert [name for name, *_ in rows(lamps, "theme")] == ["Ada’s lamp", "lamp oil"]
    assert rows(of_the_sea, "theme") == [
        ("Ada’s lamp", 1, ()),
        ("the sea", 0, ("tag",)),
    ]


def test_the_page_of_a_kind_keeps_the_rest_of_the_filter(client, library):
    writer = make_pen_name()

    shown = page(
        client, f"?language=de&in=writer.{writer.pk}", path="/works/kinds/theme/"
    )

    assert f'action="/writers/{writer.pk}/"' in shown
    assert '<input type="hidden" name="language" value="de">' in shown
    assert rows(shown, "theme") == [("letters", 2, ())]


@pytest.mark.parametrize("query", ["?tag=1", "?q=sea", "?shield=off", "?x=1"])
def test_robots_are_kept_from_the_many_ways_to_narrow_down(client, library, query):
    response = client.get("/works/" + query)

    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("query", ["", "?page=2", "?order=title"])
def test_robots_may_walk_the_list_itself(client, library, query):
    assert "X-Robots-Tag" not in client.get("/works/" + query).headers


def test_robots_are_told_so_beforehand(client):
    assert "Disallow: /*?" in page(client, path="/robots.txt")


@pytest.fixture
def crowd():
    """As many guests as may filter at once, in other threads."""
    guests = [turns.turn(GUEST, is_narrowed=True) for _ in range(turns.AT_A_TIME)]
    threads = [Thread(target=guest.__enter__) for guest in guests]
    for thread in threads:
        thread.start()
        thread.join()
    yield
    for guest in guests:
        guest.__exit__(None, None, None)


def test_guests_wait_for_their_turn_to_filter(client, library, crowd, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0)

    response = client.get("/works/?language=de")
    kinds = client.get("/works/kinds/theme/")

    assert (response.status_code, kinds.status_code) == (503, 503)
    assert int(response.headers["Retry-After"]) > 0
    assert "One moment, please" in response.content.decode()
    assert client.get("/works/").status_code == 200


def test_guests_wait_for_their_turn_to_look_into_a_work(
    client, library, crowd, monkeypatch
):
    monkeypatch.setattr(turns, "PATIENCE", 0)
    work = f"/works/{Work.objects.listed().earliest('pk').pk}"

    assert client.get(f"{work}/like/").status_code == 503
    assert client.get(f"{work}/search/?q=sea").status_code == 503
    assert client.get(f"{work}/search/").status_code == 200


def test_members_never_wait(client, library, crowd):
    make_user("member")
    client.login(username="member", password=PASSWORD)

    assert len(headings(page(client, "?language=de"))) == 6


def test_a_turn_is_given_back_whatever_happens():
    for _ in range(10):
        with pytest.raises(KeyError), turns.turn(GUEST, is_narrowed=True):
            raise KeyError


def test_who_is_logged_in_holds_no_turn():
    member = Viewer(user=make_user("member"))
    turns_held = [turns.turn(member, is_narrowed=True) for _ in range(10)]

    for held in turns_held:
        held.__enter__()


def test_without_an_index_lists_are_plain_and_say_so(client):
    for title in ("One", "Two"):
        make_work(title, language="de")

    plain = page(client)
    narrowed = page(client, "?status=complete")
    language = page(client, path="/languages/de/")

    assert "come back soon" in plain
    assert headings(plain) == ["One", "Two"]
    assert "here are all of these stories" in narrowed
    assert headings(language) == ["One", "Two"]
    assert client.get("/languages/fr/").status_code == 404
    assert client.get("/works/kinds/theme/").status_code == 302


def test_a_plain_list_keeps_to_the_shield(client):
    make_work("Shown", tags=[make_tag("tea")])
    make_work("Shielded from", tags=[make_tag("war")])
    member = make_user("member")
    shield = Shield(tags=frozenset([make_tag("war").pk]))
    KeptShield.objects.create(user=member, rules=shield.as_json())
    client.login(username="member", password=PASSWORD)

    assert headings(page(client)) == ["Shown"]


def test_a_whole_page_costs_at_most_twelve_queries(client, request):
    """Logged in, with a shield, tags chosen, twenty stories and all counts."""
    sea, war = make_tag("the sea"), make_tag("war")
    for n in range(25):
        series = works.new_series(f"Series {n}")
        extra = [make_tag(f"tag {n} {k}", k) for k in ("genre", "theme", "character")]
        work = make_work(
            f"Tale {n}",
            by=make_pen_name(f"Writer {n}"),
            tags=[sea, *extra, *([war] if n > 22 else [])],
            rating=make_rating(f"Rating {n % 4}"),
        )
        works.place_in_series(series, work)
    request.getfixturevalue("index")
    member = make_user("member")
    shield = Shield(tags=frozenset([war.pk]))
    KeptShield.objects.create(user=member, rules=shield.as_json())
    client.login(username="member", password=PASSWORD)
    address = f"/works/?tag={sea.pk}-the-sea&status=unknown"
    client.get(address)

    with CaptureQueriesContext(connection) as captured:
        shown = page(client, address.removeprefix("/works/"))

    assert len(headings(shown)) == 20
    assert "hidden by your shield" in shown
    assert len(captured) <= 12, "\n".join(one["sql"][:200] for one in captured)
