"""Series at the desk: order, what is said of them, and who looks after them."""

import pytest
from django.urls import reverse

from fascicle.accounts.models import Preferences
from fascicle.works import actions
from fascicle.works.models import Series, SeriesOwner
from tests.factories import NOW, make_archive, make_pen_name, make_user, make_work
from tests.settling import settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    make_archive()
    user = make_user("writer")
    client.force_login(user)
    return user


@pytest.fixture
def friend():
    return make_user("friend")


@pytest.fixture
def series(writer):
    name = writer.pen_names.get()
    series = actions.start_series("The Coast", owner=name, at=NOW)
    for title in "ABC":
        actions.place_in_series(series, make_work(title, by=name))
    return series


def titles(series):
    rows = series.entries.order_by("position").values_list("position", "work__title")
    assert [place for place, _ in rows] == list(range(1, len(rows) + 1))
    return "".join(title for _, title in rows)


def desk(series, name="works:series_desk", *more):
    return reverse(name, args=[series.pk, *more])


def entry(series, title):
    return series.entries.get(work__title=title)


def test_a_work_begins_a_series_and_joins_another(client, writer, series):
    work = make_work("D", by=writer.pen_names.get())
    address = reverse("works:work_series", args=[work.pk])
    assert client.get(address).status_code == 200

    client.post(address, {"title": "New Tides", "number": "0"})
    client.post(address, {"series": series.pk})

    assert titles(series) == "ABCD"
    new = Series.objects.get(title="New Tides")
    assert new.entries.get().number == "0"
    assert new.owners.get().pen_name.user == writer
    assert set(work.series.all()) == {series, new}


@pytest.mark.parametrize(
    "form",
    [
        *({}, {"title": " \u202e "}, {"title": "x" * 256}, {"title": "a\x00b"}),
        *({"series": "999999"}, {"title": "Good", "number": "x" * 21}),
    ],
)
def test_a_series_that_cannot_be_is_refused(client, writer, form):
    work = make_work(by=writer.pen_names.get())

    response = client.post(reverse("works:work_series", args=[work.pk]), form)

    assert response.status_code == 422
    assert not Series.objects.exists()


def test_nobody_puts_a_work_into_the_series_of_others(client, writer, friend):
    theirs = actions.start_series("Theirs", owner=friend.pen_names.get(), at=NOW)
    work = make_work(by=writer.pen_names.get())

    address = reverse("works:work_series", args=[work.pk])
    assert client.post(address, {"series": theirs.pk}).status_code == 422

    assert not theirs.entries.exists()
    assert client.get(desk(theirs)).status_code == 404


def test_works_are_put_in_order_and_numbered(client, series):
    a, b, c = (entry(series, title) for title in "ABC")

    client.post(
        desk(series, "works:series_order"),
        {
            f"place_{a.pk}": 3,
            f"place_{b.pk}": 2,
            f"place_{c.pk}": 1,
            f"number_{c.pk}": "½",
        },
    )
    assert titles(series) == "CBA"
    assert entry(series, "C").number == "½"

    client.post(desk(series, "works:series_entry_move", a.pk), {"to": "up"})
    client.post(desk(series, "works:series_entry_move", c.pk), {"to": "up"})
    assert titles(series) == "CAB"
    assert entry(series, "C").number == "½"

    client.post(desk(series, "works:series_entry_removal", a.pk))
    assert titles(series) == "CB"


def test_what_is_said_of_a_series_is_saved(client, series):
    form = {"title": "The Long Coast", "summary": "Salt.<script>x</script>"}

    client.post(desk(series), {**form, "complete": "on"})

    series.refresh_from_db()
    assert (series.title, series.title_key) == ("The Long Coast", "long coast")
    assert (series.summary, series.complete) == ("Salt.", True)
    assert client.post(desk(series), {"title": "!!"}).status_code == 422


def test_owning_with_others_needs_their_consent(client, series, friend):
    page = client.get(desk(series)).content.decode()
    assert "friend" not in page

    client.post(desk(series, "works:series_owners"), {"pen_name": "Friend"})
    asked = SeriesOwner.objects.get(accepted_at=None)
    client.force_login(friend)
    assert client.get(desk(series)).status_code == 404

    answer = reverse("works:series_answer", args=[asked.pk])
    assert "The Coast" in client.get(reverse("works:series_list")).content.decode()
    client.post(answer, {"accept": "yes"})
    assert client.get(desk(series)).status_code == 200
    assert client.post(answer).status_code == 404

    work = make_work("F", by=friend.pen_names.get())
    client.post(reverse("works:work_series", args=[work.pk]), {"series": series.pk})
    assert titles(series) == "ABCF"


def test_a_question_may_be_declined_and_taken_back(client, writer, series, friend):
    ask = desk(series, "works:series_owners")
    client.post(ask, {"pen_name": "friend"})
    asked = SeriesOwner.objects.get(accepted_at=None)
    client.post(desk(series, "works:series_question_removal", asked.pk))
    assert SeriesOwner.objects.count() == 1

    client.post(ask, {"pen_name": "friend"})
    asked = SeriesOwner.objects.get(accepted_at=None)
    assert (
        client.post(reverse("works:series_answer", args=[asked.pk])).status_code == 404
    )
    client.force_login(friend)
    client.post(reverse("works:series_answer", args=[asked.pk]))
    assert SeriesOwner.objects.count() == 1


def test_only_who_takes_offers_is_asked(client, series, friend):
    Preferences.objects.create(user=friend, takes_offers=False)
    make_pen_name("Nobody Yet")

    for name in ("friend", "Nobody Yet", "No Such", ""):
        response = client.post(desk(series, "works:series_owners"), {"pen_name": name})
        assert response.status_code == 422

    assert SeriesOwner.objects.count() == 1


def test_the_last_owner_stays_and_others_may_go(client, writer, series, friend):
    leave = desk(series, "works:series_leaving")
    client.post(leave)
    assert SeriesOwner.objects.count() == 1

    other = friend.pen_names.get()
    SeriesOwner.objects.create(series=series, pen_name=other, accepted_at=NOW)
    client.post(leave)

    assert SeriesOwner.objects.get().pen_name == other
    assert client.get(desk(series)).status_code == 404
    mine = entry(series, "A").work
    client.post(reverse("works:work_series_removal", args=[mine.pk, series.pk]))
    assert titles(series) == "BC"


def test_what_nobody_owns_its_writers_arrange_but_do_not_empty(client, writer, friend):
    series = actions.new_series("Found in the files")
    mine = make_work("M", by=writer.pen_names.get())
    theirs = make_work("T", by=friend.pen_names.get(), posted=False)
    for work in (mine, theirs):
        actions.place_in_series(series, work)

    page = client.get(desk(series)).content.decode()
    assert "A work that is not public" in page
    their_entry = entry(series, "T")
    removal = desk(series, "works:series_entry_removal", their_entry.pk)
    assert client.post(removal).status_code == 404
    assert client.post(desk(series, "works:series_removal")).status_code == 404

    client.post(desk(series, "works:series_entry_move", their_entry.pk), {"to": "up"})
    assert titles(series) == "TM"
    my_entry = entry(series, "M")
    client.post(desk(series, "works:series_entry_removal", my_entry.pk))
    assert titles(series) == "T"
    assert client.get(desk(series)).status_code == 404


def test_a_series_goes_and_its_works_stay(client, series):
    works = list(series.works.values_list("pk", flat=True))

    client.post(desk(series, "works:series_removal"))

    assert not Series.objects.exists()
    for pk in works:
        assert client.get(reverse("reading:work", args=[pk])).status_code == 200


@pytest.mark.counts_queries
def test_the_desk_of_a_series_costs_the_same_however_long_it_is(
    client, writer, series, django_assert_num_queries
):
    client.get(desk(series))  # which counts what is unread, for a while
    with django_assert_num_queries(8):
        client.get(desk(series))
    for number in range(20):
        work = make_work(f"W{number}", by=writer.pen_names.get())
        actions.place_in_series(series, work)
    settle()
    with django_assert_num_queries(8):
        client.get(desk(series))
