"""The pages around a shield: putting things on it, taking them off, and the way through."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import SHIELD, shield_of
from fascicle.tags.models import Kind
from fascicle.works import actions as works
from fascicle.works.models import Work
from tests.factories import (
    PASSWORD,
    make_pen_name,
    make_rating,
    make_user,
    make_work,
)
from tests.works.test_shield import make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["guest", "member"])
def reader(request, archive, client):
    if request.param == "member":
        make_user()
        client.login(username="reader", password=PASSWORD)
    return client


def hide(client, entry, **fields):
    address = reverse("search:shield_entries")
    return client.post(address, {"entry": entry, **fields}, follow=True)


def page_of(client, address):
    return client.get(address).content.decode()


def test_what_is_hidden_from_a_list_is_in_no_list_any_more(reader):
    tag = make_tag("storms")
    work = make_work("Thunder", tags=[tag], language="de")
    series = works.new_series("Weather")
    works.place_in_series(series, work)
    make_work("Calm", by=make_pen_name("Tom"))

    response = hide(reader, f"works:{work.pk}", next="/")

    page = response.content.decode()
    assert "“Thunder” is hidden from now on." in page
    for address in (
        "/",
        reverse("search:works"),
        series.get_absolute_url(),
        work.pen_names.get().get_absolute_url(),
        reverse("reading:languages"),
        reverse("reading:series_list"),
        reverse("search:tags"),
    ):
        page = page_of(reader, address)
        # Its own page is not among them, nor a count of it.
        assert f'href="{work.get_absolute_url()}"' not in page, address
    for name in (
        "reading:languages",
        "reading:series_list",
        "reading:pen_names",
        "search:tags",
    ):
        page = page_of(reader, reverse(name))
        gone = {"Deutsch", "Weather", "storms", "Ines Okafor"}
        assert not gone & set(re.findall(r"[\w ]+", page)), name


@pytest.mark.parametrize("what", ["tags", "pen_names", "works"])
def test_hiding_can_be_taken_back_at_once(reader, what):
    tag = make_tag("storms")
    work = make_work("Thunder", tags=[tag])
    keys = {"tags": tag.pk, "pen_names": work.pen_names.get().pk, "works": work.pk}
    page = hide(reader, f"{what}:{keys[what]}", next="/works/").content.decode()
    assert "Thunder" not in page_of(reader, "/works/")

    undo = re.search(r'formaction="([^"]+)">Undo', page)[1]
    page = reader.post(undo, {"next": "/works/"}, follow=True).content.decode()

    assert "It is off your shield." in page
    assert f'href="{work.get_absolute_url()}"' in page


def test_a_link_to_a_shielded_work_meets_a_notice_and_a_way_through(reader):
    tag = make_tag("storms")
    narrower = make_tag("gales", broader=tag)
    work = make_work("Thunder", tags=[narrower], chapters=2)
    hide(reader, f"tags:{tag.pk}")
    chapter = reverse("reading:chapter", args=[work.pk, 1])
    whole = reverse("reading:whole", args=[work.pk])

    for address in (work.get_absolute_url(), chapter, whole):
        page = page_of(reader, address)
        assert "You asked not to meet what is tagged" in page
        assert ">storms</b>" in page
        assert "Thunder" not in page
        assert "of the tale" not in page
        way = re.search(r'href="(\?shield=off)">Show it anyway', page)[1]
        through = page_of(reader, address + way)
        assert "Thunder" in through
        assert 'chapters/2/?shield=off"' in through or address == whole
    assert "Part 1 of the tale" in page_of(reader, chapter + "?shield=off")


def test_downloads_of_a_shielded_work_stay_in_reach(reader):
    work = make_work("Thunder")
    hide(reader, f"works:{work.pk}")

    response = reader.get(reverse("exporting:work_file", args=[work.pk, "txt"]))

    assert response.status_code == 200


def test_a_series_tells_of_shielded_neighbours_only_in_its_turns(reader):
    first, second = make_work("First"), make_work("Second")
    series = works.new_series("Pair")
    for work in (first, second):
        works.place_in_series(series, work)
    hide(reader, f"works:{second.pk}")

    assert "Second" not in page_of(reader, series.get_absolute_url())
    assert "Second" in page_of(reader, first.get_absolute_url())


@pytest.mark.parametrize("what", ["tag", "pen_name"])
def test_a_link_to_a_shielded_tag_or_writer_meets_a_notice(reader, what):
    tag = make_tag("storms")
    work = make_work("Thunder", tags=[tag])
    shown = tag if what == "tag" else work.pen_names.get()
    hide(reader, f"{what}s:{shown.pk}")

    page = page_of(reader, shown.get_absolute_url())
    assert "You asked not to meet" in page
    assert "Thunder" not in page
    assert "Thunder" in page_of(reader, shown.get_absolute_url() + "?shield=off")

    value = re.search(r'name="entry" value="([^"]+)">Take it off', page)[1]
    removal = reverse("search:shield_removal")
    reader.post(removal, {"entry": value})

    assert "Thunder" in page_of(reader, shown.get_absolute_url())


def test_the_notice_names_every_rule_that_holds(reader):
    work = make_work("Thunder", rated=False, language="de", status="ongoing")
    session = reader.session
    shield = Shield(
        ratings=frozenset({0}),
        languages=frozenset({"de"}),
        unfinished=True,
        shorter_than=1000,
        longer_than=1,
    )
    session[SHIELD] = shield.as_json()
    session.save()
    if "_auth_user_id" in session:
        from fascicle.accounts.models import KeptShield, User

        user = User.objects.get(username="reader")
        KeptShield.objects.create(user=user, rules=shield.as_json())

    page = page_of(reader, work.get_absolute_url())

    for sentence in (
        "what nobody has rated",
        "Deutsch",
        "unfinished stories",
        "less than 1,000 words",
        "more than 1 word",
    ):
        assert sentence in page


def test_the_page_of_a_shield_lists_all_that_is_on_it(reader):
    tag = make_tag("storms")
    work = make_work("Thunder", tags=[tag], by=make_pen_name("Tom Ash"))
    for entry in (f"tags:{tag.pk}", f"works:{work.pk}"):
        hide(reader, entry)
    hide(reader, f"pen_names:{work.pen_names.get().pk}")

    page = page_of(reader, reverse("search:shield"))

    for name in ("storms", "Thunder", "Tom Ash"):
        assert f"Take {name} off" in page


def test_things_are_looked_up_for_the_shield(reader):
    tag = make_tag("Storms at sea")
    make_work("Thunder", tags=[tag], by=make_pen_name("Stormy Ash"))
    make_tag("Storm nobody used")

    page = page_of(reader, reverse("search:shield") + "?q=STORM")

    assert f'value="tags:{tag.pk}" aria-label="Never show me Storms at sea"' in page
    assert "Never show me Stormy Ash" in page
    assert "nobody used" not in page
    assert "begins with" in page_of(reader, reverse("search:shield") + "?q=zzz")


def test_what_is_ticked_is_on_the_shield_and_what_is_not_is_off(reader):
    note = Kind.objects.content_notes().first().tags.first()
    teen = make_rating("Teen")
    make_work("Thunder", language="de")
    address = reverse("search:shield_limits")
    limits = {"unfinished": "on", "shorter_than": "100", "longer_than": "5000"}
    ticked = {"notes": [f"tags:{note.pk}"], "languages": ["languages:de"]}
    other = make_tag("storms")
    make_work("Storm", tags=[other])
    hide(reader, f"tags:{other.pk}")

    reader.post(address, {**limits, **ticked, "ratings": [f"ratings:{teen.pk}"]})
    reader.post(address, {**limits, **ticked, "ratings": ["ratings:0"]})

    page = page_of(reader, reverse("search:shield"))
    assert re.search(r'value="ratings:0"[^>]* checked', page)
    assert not re.search(rf'value="ratings:{teen.pk}"[^>]* checked', page)
    assert re.search(rf'value="tags:{note.pk}"[^>]* checked', page)
    assert re.search(r'value="languages:de"[^>]* checked', page)
    assert 'value="5000"' in page
    assert "Take storms off" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"shorter_than": "x"},
        {"shorter_than": "-1"},
        {"longer_than": "9" * 30},
        {"shorter_than": "10", "longer_than": "5"},
        {"ratings": ["ratings:99"]},
        {"ratings": ["\0"]},
    ],
)
def test_a_form_that_cannot_be_kept_says_why(reader, wrong):
    response = reader.post(reverse("search:shield_limits"), wrong)

    assert response.status_code == 422
    assert "error" in response.content.decode()


@pytest.mark.parametrize(
    "entry", ["", "tags:999", "works:999", "pen_names:1e3", "tags:٣", "x", "\0"]
)
def test_what_is_not_there_cannot_be_hidden(reader, entry):
    response = hide(reader, entry, next="/works/")

    assert response.redirect_chain == [("/works/", 302)]
    assert "That is not here any more." in response.content.decode()


def test_nobody_learns_the_name_of_what_they_may_not_know_of(reader):
    names = re.compile("zq(secret|draft|name)")  # a form's token may hold "zq"
    tag = make_tag("zqsecret")
    draft = make_work("zqdraft", posted=False, tags=[tag], by=make_pen_name("zqname"))
    for entry in (
        f"tags:{tag.pk}",
        f"works:{draft.pk}",
        f"pen_names:{draft.pen_names.get().pk}",
    ):
        assert not names.search(hide(reader, entry).content.decode())

    assert not names.search(page_of(reader, reverse("search:shield")))


def test_a_full_shield_says_so(archive, client):
    session = client.session
    session[SHIELD] = Shield(works=frozenset(range(10**6, 10**6 + 1000))).as_json()
    session.save()
    work = make_work("Thunder")

    page = hide(client, f"works:{work.pk}").content.decode()

    assert "Your shield is full" in page
    assert page_of(client, work.get_absolute_url()).count("Thunder")


def test_a_script_is_answered_without_words_and_no_page_says_them_later(reader):
    work = make_work("Thunder")
    part = {"headers": {"X-Part": "true"}}
    put_on, take_off = (
        reverse("search:shield_entries"),
        reverse("search:shield_removal"),
    )
    entry = {"entry": f"works:{work.pk}", "next": "/works/"}

    for _twice in range(2):
        assert reader.post(put_on, entry, **part).status_code == 204
    hidden = page_of(reader, "/works/")
    assert reader.post(take_off, entry, **part).status_code == 204
    shown = page_of(reader, "/works/")

    assert "Thunder" not in hidden
    assert "Thunder" in shown
    assert "hidden from now on" not in hidden + shown
    assert "off your shield" not in hidden + shown
    assert reader.post(put_on, {"entry": "works:999"}, **part).status_code == 409
    assert "That is not here" not in page_of(reader, "/works/")


def test_a_story_in_a_list_is_hidden_at_one_press_and_on_its_own_page_by_the_menu(
    reader,
):
    work = make_work("Thunder & <Rain>")
    entry = f'form="shielding" name="entry" value="works:{work.pk}"'

    in_list = page_of(reader, "/works/")
    by_itself = page_of(reader, work.get_absolute_url())

    label = 'aria-label="Hide Thunder &amp; &lt;Rain&gt;"'
    assert f'<button class="away" {entry} {label}>Hide</button>' in in_list
    assert in_list.count(entry) == by_itself.count(entry) == 1
    assert "Hide this story" in by_itself


@pytest.mark.parametrize("name", ["entries", "removal", "limits"])
def test_a_link_or_another_site_changes_no_shield(archive, client, name):
    address = reverse(
        f"search:shield_{name}" if name != "entries" else "search:shield_entries"
    )
    strict = Client(enforce_csrf_checks=True)

    assert client.get(address).status_code == 405
    assert strict.post(address).status_code == 403


def test_the_buttons_of_a_list_work_with_their_token(archive):
    strict = Client(enforce_csrf_checks=True)
    strict.get(reverse("accounts:login"))  # who brings no cookie needs no token
    work = make_work("Thunder")
    page = strict.get("/works/").content.decode()
    form = page[page.index('id="shielding"') :]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    button = re.search(
        r'<button class="away" form="shielding" name="entry" value="(works:\d+)"', page
    )

    strict.post(
        reverse("search:shield_entries"),
        {"csrfmiddlewaretoken": token, "entry": button[1]},
    )

    strict.get("/works/")  # messages are read once
    assert work.title not in strict.get("/works/").content.decode()


def test_before_the_gate_the_menu_names_content_notes_alone(archive, client):
    note = Kind.objects.content_notes().first().tags.first()
    make_work("Grown", rated=False, tags=[note, make_tag("storms")])

    page = page_of(client, "/works/")

    assert f'value="tags:{note.pk}"' in page
    assert "storms" not in page


def test_writers_meet_no_notice_before_their_own_work(archive, client):
    writer = make_user("writer")
    client.login(username="writer", password=PASSWORD)
    work = make_work("Own", by=writer.pen_names.get())

    hide(client, f"works:{work.pk}")

    assert f"works:{work.pk}" == str(shield_of(writer).entries()[0])
    assert "You asked not to meet" not in page_of(client, work.get_absolute_url())


def test_a_shield_costs_a_fixed_number_of_queries(
    archive, client, django_assert_num_queries
):
    tag = make_tag("storms")
    make_user()
    client.login(username="reader", password=PASSWORD)
    address = reverse("search:shield")
    for n in range(3):
        hide(client, f"works:{make_work(f'Work {n}', tags=[tag]).pk}")
    hide(client, f"tags:{tag.pk}")
    client.get(address)  # messages are read once
    assert Work.objects.count() == 3

    with django_assert_num_queries(QUERIES_OF_THE_PAGE):
        client.get(address)

    for n in range(9):
        hide(client, f"works:{make_work(f'More {n}').pk}")
    client.get(address)
    with django_assert_num_queries(QUERIES_OF_THE_PAGE):
        client.get(address)


#: session, user with shield, archive; names of tags and works; notes, ratings, languages.
QUERIES_OF_THE_PAGE = 8
