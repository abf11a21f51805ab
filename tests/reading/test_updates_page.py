"""The page of updates, and following from the pages of things."""

import pytest
from django.core import mail
from django.urls import reverse

from fascicle.accounts.models import PenName, Preferences
from fascicle.reading.models import Follow, Update
from fascicle.tags.models import Kind, Tag
from fascicle.works.models import Series, SeriesEntry, Work
from tests.factories import PASSWORD, make_rating, make_user, make_work
from tests.reading.serial import follow, make_serial, post_next, spread
from tests.settling import settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

UPDATES = "/updates/"


@pytest.fixture
def reader(client):
    user = make_user()
    client.login(username="reader", password=PASSWORD)
    return user


def press(client, thing, *, address="reading:following", **more):
    data = {"thing": thing, "next": "/works/", **more}
    return client.post(reverse(address), data)


def page(client, address=UPDATES):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_guest_is_asked_to_log_in(client):
    for address in (UPDATES, "/follows/", "/shelves/"):
        assert reverse("accounts:login") in client.get(address).url
    response = press(client, "work:1")
    assert response.status_code == 401 or reverse("accounts:login") in response.url


def test_each_thing_is_followed_and_let_go_of_from_its_own_page(client, reader):
    tag = Tag.objects.create(kind=Kind.objects.first(), name="Sea", key="sea")
    work = make_work(tags=[tag])
    series = Series.objects.create(title="Coast", title_key="coast")
    SeriesEntry.objects.create(series=series, work=work, position=1)
    things = {"work": work, "series": series, "tag": tag}
    things["pen_name"] = PenName.objects.get(works=work)

    for field, thing in things.items():
        said = f"{field}:{thing.pk}"
        assert f'value="{said}"' in page(client, thing.get_absolute_url())
        for _twice in range(2):
            assert press(client, said).status_code == 302
        assert Follow.objects.filter(user=reader, **{field: thing}).count() == 1
        assert "Following" in page(client, thing.get_absolute_url())
        for _twice in range(2):
            press(client, said, address="reading:unfollowing")
        assert not Follow.objects.exists()


@pytest.mark.parametrize(
    "thing", ["", "work", "work:", "work:x", "work:99999999999", "user:1", "tag:-1"]
)
def test_nothing_is_followed_that_is_not_there(client, reader, thing):
    assert press(client, thing).status_code == 404
    assert not Follow.objects.exists()


def test_a_draft_of_others_cannot_be_followed(client, reader):
    work = make_work(posted=False)

    assert press(client, f"work:{work.pk}").status_code == 404


def test_following_a_synonym_is_following_what_it_means(client, reader):
    kind = Kind.objects.first()
    sea = Tag.objects.create(kind=kind, name="Sea", key="sea")
    ocean = Tag.objects.create(kind=kind, name="Ocean", key="ocean", canonical=sea)

    press(client, f"tag:{ocean.pk}")

    assert Follow.objects.get().tag == sea


def test_the_first_follow_asks_how_to_be_told(client, reader, settings):
    settings.SENDS_MAIL = True
    reader.email = "r@post.example"
    reader.save()
    first, second = make_work("One"), make_work("Two")

    asked = press(client, f"work:{first.pk}")
    assert asked.url.startswith(reverse("reading:being_told"))
    answered = client.post(asked.url, {"mail_rhythm": "weekly", "next": "/works/"})
    not_asked = press(client, f"work:{second.pk}")

    assert answered.url == "/works/"
    assert Preferences.objects.get(user=reader).mail_rhythm == "weekly"
    assert not_asked.url == "/works/"
    assert mail.outbox == []


def test_chapters_of_a_work_stand_together_until_they_are_read(client, reader):
    work = make_serial(drafts=3)
    follow(reader, work)
    for _each in range(3):
        post_next(work)
    spread()

    shown = page(client)
    assert "3 new chapters" in shown
    assert shown.count("<h3>") == 1
    assert 'class="unread-count">3' in shown
    assert page(client) == page(client) or Update.objects.unread().count() == 3

    keys = [one.pk for one in Update.objects.all()]
    client.post(reverse("reading:updates_reading"), {"update": keys[:2]})
    assert 'class="unread-count">1' in page(client)
    up_to = {"up_to": keys[-1]}
    client.post(reverse("reading:updates_reading_all"), up_to)
    assert "unread-count" not in page(client)
    assert "3 new chapters" in page(client)
    assert "3 new chapters" not in page(client, f"{UPDATES}?show=unread")


def test_what_came_in_meanwhile_stays_unread(client, reader):
    work = make_serial(drafts=2)
    follow(reader, work)
    post_next(work)
    spread()
    seen = Update.objects.get().pk
    post_next(work)
    spread()

    client.post(reverse("reading:updates_reading_all"), {"up_to": seen})

    assert Update.objects.unread().count() == 1


def test_updates_of_others_are_not_marked(client, reader):
    other = make_user("other")
    work = make_serial()
    follow(other, work)
    post_next(work)
    spread()
    key = Update.objects.get().pk

    client.post(reverse("reading:updates_reading"), {"update": [key, "x", "-1"]})
    client.post(reverse("reading:updates_reading_all"), {"up_to": key})

    assert Update.objects.unread().count() == 1


def test_updates_are_narrowed_down_by_why_they_came(client, reader):
    by_work, by_name = make_serial("Salt"), make_serial("Iron")
    follow(reader, by_work)
    name = make_user("smith").pen_names.get()
    by_name.bylines.update(pen_name=name)
    follow(reader, name)
    for work in (by_work, by_name):
        post_next(work)
    spread()

    assert "Salt" in page(client, f"{UPDATES}?why=work")
    assert "Iron" not in page(client, f"{UPDATES}?why=work")
    assert "Iron" in page(client, f"{UPDATES}?why=pen_name")
    assert "Nothing here" in page(client, f"{UPDATES}?why=tag")


def test_before_the_gate_no_chapter_is_called_by_its_name(client, reader):
    rating = make_rating("Mature", is_adult=True)
    work = make_serial(rating=rating)
    work.chapters.drafts().update(title="A name of its own")
    follow(reader, work)
    post_next(work)
    spread()

    assert "A name of its own" not in page(client)
    client.post(reverse("reading:gate_opening"), {"next": "/"})
    assert "A name of its own" in page(client)


def test_the_page_costs_the_same_however_much_is_new(
    client, reader, django_assert_num_queries
):
    works = [make_serial(f"Work {n}", drafts=2) for n in range(12)]
    for work in works:
        follow(reader, work)
    post_next(works[0])
    spread()
    page(client)
    with django_assert_num_queries(QUERIES_OF_THE_PAGE):
        page(client)

    for work in works:
        post_next(work)
    spread()
    settle()
    with django_assert_num_queries(QUERIES_OF_THE_PAGE):
        page(client)


#: session, user, archive; how many, the updates, their works with bylines, tags and series.
QUERIES_OF_THE_PAGE = 9


def test_an_empty_page_says_what_to_do(client, reader):
    assert "You follow nothing yet" in page(client)
    assert "You follow nothing yet" in page(client, "/follows/")

    follow(reader, make_work())

    assert "Nothing new yet" in page(client)
    assert "Salt Roads" in page(client, "/follows/")


def test_what_is_hidden_is_not_named_on_the_page_of_follows(client, reader):
    work = make_work("Gone Away")
    follow(reader, work)

    Work.objects.filter(pk=work.pk).update(hidden_at=work.posted_at)

    assert "Gone Away" not in page(client, "/follows/")
