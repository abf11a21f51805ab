"""Lists of works, and the ways to them: tags, writers, series, languages."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fascicle.reading.queries import browsing
from fascicle.works import actions as works
from fascicle.works.models import Series, Work
from tests.factories import (
    GUEST,
    PASSWORD,
    make_pen_name,
    make_tag,
    make_user,
    make_work,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


#: Lists of works, and of the tags they bear, are pages of ``search``.
LISTS_OF_WORKS = {"works", "tag", "tags", "kind", "pen_name", "series", "language"}


def address_of(name, *args):
    return reverse(
        f"{'search' if name in LISTS_OF_WORKS else 'reading'}:{name}", args=args
    )


def page(client, name, *args, **query):
    response = client.get(address_of(name, *args), query)
    assert response.status_code == 200
    return response.content.decode()


def headings(html):
    found = re.findall(r"<h[23]><a [^>]*>(.*?)</a></h[23]>", html)
    return [re.sub(r"<[^>]*>", "", one) for one in found]


def hide(work):
    Work.objects.filter(pk=work.pk).update(members_only=True)


def test_all_works_are_listed_by_title_on_request(client):
    for title in ("Beta", "The Alpha", "Gamma"):
        make_work(title)

    assert headings(page(client, "works")) == ["Gamma", "The Alpha", "Beta"]
    assert headings(page(client, "works", order="title")) == [
        "The Alpha",
        "Beta",
        "Gamma",
    ]


def test_pages_keep_the_order_one_asked_for(client):
    for n in range(45):
        make_work(f"Work {n:02}")

    second = page(client, "works", order="title", page=2)

    assert headings(second)[0] == "Work 20"
    assert 'href="?order=title&amp;page=3"' in second
    assert 'rel="prev"' in second


def test_a_page_that_does_not_exist_is_the_last_one(client):
    make_work("Only")

    assert headings(page(client, "works", page=99)) == ["Only"]
    assert headings(page(client, "works", page="x")) == ["Only"]


def test_a_tag_leads_to_its_works(client):
    tag = make_tag(kind="genre")
    make_work("Tagged", tags=[tag])
    make_work("Other")

    assert headings(page(client, "tag", tag.pk)) == ["Tagged"]


def test_a_pen_name_leads_to_its_works(client):
    make_work("Mine", by=make_pen_name("Ada"))
    make_work("Theirs", by=make_pen_name("Bel"))

    assert headings(page(client, "pen_name", make_pen_name("Ada").pk)) == ["Mine"]


def test_a_language_leads_to_its_works_and_unknown_is_one(client):
    make_work("Deutsch", language="de")
    make_work("Who knows")

    assert headings(page(client, "language", "de")) == ["Deutsch"]
    assert headings(page(client, "language", "und")) == ["Who knows"]
    assert client.get(address_of("language", "fr")).status_code == 404


def test_a_series_lists_its_works_in_its_order(client):
    series = works.new_series("Roads")
    for title in ("Zeta", "Alpha", "Mu"):
        works.place_in_series(series, make_work(title))

    assert headings(page(client, "series", series.pk)) == ["Zeta", "Alpha", "Mu"]


def test_counts_tell_of_no_work_that_one_may_not_know_of(client):
    tag, writer = make_tag(kind="genre"), make_pen_name("Ada")
    series = works.new_series("Roads")
    for title in ("Seen", "Kept"):
        work = make_work(title, tags=[tag], by=writer, language="de")
        works.place_in_series(series, work)
    hide(Work.objects.get(title="Kept"))

    assert browsing.totals(GUEST).works == 1
    indexes = (
        browsing.tag_index(tag.kind, GUEST),
        browsing.pen_name_index(GUEST),
        browsing.series_index(GUEST),
    )
    for index in indexes:
        assert [e.count for group in index.groups for e in group.entries] == [1]
    assert [one.count for one in browsing.newest_series(GUEST, 5)] == [1]
    assert browsing.count_pen_names(GUEST) == 1
    assert [one.count for one in browsing.languages(GUEST)] == [1]
    _, contents = browsing.series_with_contents(series.pk, GUEST)
    assert contents.works == 1


@pytest.mark.parametrize("name", ["tag", "pen_name", "series", "language"])
def test_what_leads_only_to_unknown_works_does_not_exist(client, name):
    tag, writer = make_tag(kind="genre"), make_pen_name("Ada")
    series = works.new_series("Roads")
    work = make_work("Kept", tags=[tag], by=writer, language="de")
    works.place_in_series(series, work)
    hide(work)
    args = {"tag": tag.pk, "pen_name": writer.pk, "series": series.pk, "language": "de"}
    address = address_of(name, args[name])

    assert client.get(address).status_code == 404
    make_user("member")
    client.login(username="member", password=PASSWORD)
    assert client.get(address).status_code == 200


def test_kinds_show_their_most_used_tags_first():
    often, once = make_tag("often", "genre"), make_tag("aaa once", "genre")
    make_work("One", tags=[often, once])
    make_work("Two", tags=[often])

    (kind,) = browsing.kinds_in_use(GUEST, 1)

    assert kind.used == 2
    assert [(tag.name, tag.count) for tag in kind.tags] == [("often", 2)]


def test_names_stand_under_their_letter(client):
    for name in ("Élodie", "eva", "Ada", "9 Lives"):
        make_work(f"By {name}", by=make_pen_name(name))

    index = browsing.pen_name_index(GUEST)

    assert [(one.heading, one.count) for one in index.letters] == [
        ("#", 1),
        ("A", 1),
        ("E", 2),
    ]
    assert [entry.name for entry in index.groups[2].entries] == ["Élodie", "eva"]


def test_many_names_are_shown_a_letter_at_a_time(client, monkeypatch):
    monkeypatch.setattr(browsing, "NAMES_ON_A_PAGE", 2)
    for name in ("Ada", "Bel", "Bo"):
        make_work(f"By {name}", by=make_pen_name(name))

    first = page(client, "pen_names")
    second = page(client, "pen_names", letter="B")

    assert "Ada" in first
    assert "Bel" not in first
    assert "Ada" not in second
    assert "Bel" in second
    assert "Ada" in page(client, "pen_names", letter="nonsense")


def test_a_series_summary_is_kept_back_while_a_work_of_it_is_gated(client):
    series = works.new_series("Mixed")
    Series.objects.filter(pk=series.pk).update(summary="<p>Of them all.</p>")
    for rated in (True, False):
        works.place_in_series(series, make_work(f"Rated {rated}", rated=rated))

    before = page(client, "series", series.pk)
    client.post(reverse("reading:gate_opening"))
    after = page(client, "series", series.pk)

    assert "Of them all." not in before
    assert "Of them all." in after


LISTS = ["works", "tags", "kind", "tag", "pen_names", "pen_name", "series_list"]
LISTS += ["series", "languages", "language", "home"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.counts_queries
def test_twenty_rows_cost_no_more_queries_than_two(client, name):
    tag, writer = make_tag(kind="genre"), make_pen_name("Ada")
    series = works.new_series("Roads")
    arguments = {
        "kind": ["genre"],
        "tag": [tag.pk],
        "pen_name": [writer.pk],
        "series": [series.pk],
        "language": ["de"],
    }
    if name == "home":
        address = reverse("pages:home")
    else:
        address = address_of(name, *arguments.get(name, []))

    costs = []
    for rows in (2, 20):
        for n in range(rows):
            extra = make_tag(f"tag {rows} {n}", ("genre", "theme")[n % 2])
            work = make_work(
                f"Work {rows} {n}",
                by=writer,
                tags=[tag, extra],
                language="de",
                summary="<p>So it goes.</p>",
            )
            works.place_in_series(series, work)
            works.place_in_series(works.new_series(f"Series {rows} {n}"), work)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        costs.append(len(captured))

    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    "name", ["works", "tags", "pen_names", "series_list", "languages"]
)
def test_an_empty_archive_says_so_everywhere(client, name):
    assert "Nothing here yet" in page(client, name)


def test_a_list_shows_the_first_tags_and_how_many_more_there_are(client):
    tags = [make_tag(f"tag {n:03}", "genre") for n in range(300)]
    make_work("Much tagged", tags=tags)

    shown = page(client, "works")

    assert shown.count('class="tag"') == 12
    assert "and 288 more" in shown
