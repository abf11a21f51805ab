"""What is said of a story with its first saving: all of it is taken, or none of it made."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from fascicle.accounts.models import PenName, Preferences
from fascicle.core.names import name_key
from fascicle.reading.models import News
from fascicle.works import actions
from fascicle.works.actions import keep_typed
from fascicle.works.models import (
    Gift,
    Relation,
    RelationKind,
    Series,
    SeriesEntry,
    Work,
)
from tests.factories import make_archive, make_user, make_work
from tests.indexing import LocalIndex
from tests.reading.serial import follow, spread, told

pytestmark = pytest.mark.django_db
NEW = "works:new_work"
SECRET = "Marguerite Vane"
NOTHING_BOUND = {
    "series-series": "",
    "series-title": "",
    "series-number": "",
    "other-kind": "",
    "other-other": "",
    "other-author": "",
    "gift-name": "",
}


@pytest.fixture
def writer(client):
    make_archive()
    user = make_user("writer")
    names = PenName.objects.filter(user=user)
    names.update(name=SECRET, key=name_key(SECRET), skeleton=name_key(SECRET))
    client.force_login(user)
    return user


def begin(client, writer, **more):
    form = {
        "title": "Low Water",
        "text": "<p>The tide was out.</p>",
        "mode": "rich",
        "comments": "members",
        "pen_name": writer.pen_names.get().pk,
        "submission": str(uuid4()),
        **NOTHING_BOUND,
        **{name.replace("__", "-"): value for name, value in more.items()},
    }
    return client.post(reverse(NEW), form)


def nothing_is_made():
    kinds = (Series, SeriesEntry, Gift, Relation, News)
    left = [kind.__name__ for kind in kinds if kind.objects.exists()]
    return left == [] and not Work.objects.filter(title="Low Water").exists()


def test_everything_is_said_at_once(client, writer):
    first = make_work("High Water", by=make_user("other").pen_names.get())

    response = begin(
        client,
        writer,
        anonymous="on",
        series__title="Tides",
        series__number="Prelude",
        other__kind="inspired",
        other__other=first.get_absolute_url(),
        gift__name="Tom",
    )

    work = Work.objects.get(title="Low Water")
    assert response.status_code == 302
    entry = SeriesEntry.objects.select_related("series").get(work=work)
    assert (entry.series.title, entry.number) == ("Tides", "Prelude")
    assert Series.objects.owned_by(response.wsgi_request.viewer).get() == entry.series
    relation = Relation.objects.get(work=work)
    assert (relation.kind, relation.to_work) == (RelationKind.INSPIRED, first)
    assert [gift.name for gift in work.gifts.all()] == ["Tom"]
    assert work.anonymous
    assert SECRET not in {name.name for name in work.pen_names.all()}
    assert work.hidden_bylines.get().pen_name.name == SECRET


def test_a_story_goes_to_the_end_of_a_series_there_is(client, writer):
    series = actions.start_series(
        "Tides", owner=writer.pen_names.get(), at=timezone.now()
    )
    actions.place_in_series(series, make_work("High", by=writer.pen_names.get()))
    assert "Tides" in client.get(reverse(NEW)).content.decode()

    begin(client, writer, series__series=series.pk)

    assert [one.work.title for one in series.entries.order_by("position")] == [
        "High",
        "Low Water",
    ]


def test_somebody_elses_series_is_none_to_choose(client, writer):
    other = make_user("other").pen_names.get()
    series = actions.start_series("Theirs", owner=other, at=timezone.now())

    response = begin(client, writer, series__series=series.pk)

    assert response.status_code == 422
    assert not series.entries.exists()


REFUSED = [
    ({"series__number": "2"}, "Choose a series, or give the new one a title."),
    ({"other__other": "/works/99999/"}, "There is no story at this address."),
    ({"other__other": "http://a b"}, "This is no address of a page."),
    ({"other__kind": "inspired"}, "Name the other story: its title or address."),
    ({"other__author": "Ines"}, "Name the other story: its title or address."),
    ({"other__other": "Salt"}, "Choose what it is to the other story."),
    ({"other__other": "Salt", "other__kind": "rival"}, "Choose among"),
    ({"gift__name": "\u0301"}, "This is no name."),
    ({"gift__name": "tom"}, "They would rather have no story given to them."),
]


@pytest.mark.parametrize(("given", "said"), REFUSED)
def test_what_is_refused_is_said_and_nothing_is_half_made(client, writer, given, said):
    Preferences.objects.create(user=make_user("tom"), takes_gifts=False)
    also = {"series__title": "Tides"} if "series__number" not in given else {}

    response = begin(client, writer, post="yes", **also, **given)

    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "The tide was out." in page
    assert nothing_is_made()


def test_a_series_that_would_tell_who_hides_is_refused(client, writer):
    series = actions.new_series("Tides")
    named = make_work("Named", by=writer.pen_names.get())
    actions.place_in_series(series, named)

    response = begin(client, writer, anonymous="on", series__series=series.pk)

    assert "it would tell who you are" in response.content.decode()
    assert [one.work for one in series.entries.all()] == [named]
    assert not Work.objects.filter(title="Low Water").exists()


def test_all_that_is_wrong_is_said_at_once(client, writer):
    page = begin(
        client, writer, text="", gift__name="\u0301", series__number="2"
    ).content

    for said in ("Write something first", "This is no name.", "Choose a series"):
        assert said in page.decode()


def test_what_was_chosen_and_never_saved_is_gone_on_with(client, writer):
    slot = uuid4()
    choices = {
        "anonymous": ["on"],
        "series-title": ["Tides"],
        "other-kind": ["inspired"],
        "gift-name": ["Tom"],
    }
    words = {"title": "Half", "choices": choices}
    keep_typed(writer, slot, words, sequence=1, at=timezone.now())

    page = client.get(reverse(NEW), {"typed": str(slot)}).content.decode()

    assert 'value="Tides"' in page
    assert 'value="Tom"' in page
    assert '<option value="inspired" selected>' in page
    assert re.search(r'name="anonymous"[^>]* checked', page)


@pytest.mark.parametrize("post", ["yes", "quietly"])
def test_a_story_posted_quietly_tells_no_follower(client, writer, post):
    reader = make_user()
    follow(reader, writer.pen_names.get())

    begin(client, writer, post=post)
    spread()

    assert Work.objects.posted().get().title == "Low Water"
    assert bool(told(reader)) is (post == "yes")


@pytest.mark.django_db(transaction=True)
def test_a_story_begun_without_a_name_has_never_told_it(client, writer):
    reader = make_user()
    follow(reader, writer.pen_names.get())
    index = LocalIndex()
    index.build()

    begin(client, writer, post="yes", anonymous="on", series__title="Tides")
    index.catch_up()
    spread()

    work = Work.objects.posted().get()
    assert told(reader) == []
    client.force_login(reader)
    addresses = [
        work.get_absolute_url(),
        work.series.get().get_absolute_url(),
        reverse("search:works") + "?q=Low+Water",
        reverse("search:suggestions") + "?q=Marguerite",
    ]
    for address in addresses:
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        assert SECRET not in response.content.decode(), address
    index.close()
