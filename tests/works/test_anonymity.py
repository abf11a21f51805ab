"""A hidden name stands nowhere: every address is asked for it, by every kind of viewer."""

import pytest
from django.urls import get_resolver, reverse

from fascicle.accounts.models import PenName
from fascicle.core.names import name_key
from fascicle.works import actions
from fascicle.works.actions import TellsTheWriter
from fascicle.works.models import (
    ChapterByline,
    RelationKind,
    Series,
    SeriesEntry,
    Version,
    Work,
)
from tests.factories import make_chapter, make_user, make_work
from tests.indexing import LocalIndex
from tests.search.test_writers_pages import patterns

SECRET = "Marguerite Vane"
#: Whoever wrote one chapter along would tell much of her.
GUEST = "Perpetua Lorn"

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("archive"),
]


@pytest.fixture
def writer():
    user = make_user("someone")
    names = PenName.objects.filter(user=user)
    names.update(name=SECRET, key=name_key(SECRET), skeleton=name_key(SECRET))
    return user


@pytest.fixture
def index():
    local = LocalIndex()
    yield local
    local.close()


def name_of(user):
    return user.pen_names.get(is_default=True)


def in_hiding(writer, title="The Veiled Page", **kwargs):
    work = make_work(title, by=name_of(writer), **kwargs)
    actions.hide_name(work, by=writer)
    return Work.objects.get(pk=work.pk)


def addresses(work, series):
    """Every public address that could have to do with the work."""
    known = {
        "work_id": work.pk,
        "pen_name_id": work.pen_names.get().pk,
        "series_id": series.pk,
        "position": 1,
        "first": 1,
        "last": 2,
        "format": "html",
        "language": "en",
        "chapter_id": work.chapters.first().pk,
        "version_id": Version.objects.get().pk,
        "name": "Anonymous",
    }
    for name, converters in patterns(get_resolver()):
        if set(converters) <= set(known):
            yield reverse(name, kwargs={key: known[key] for key in converters})


@pytest.mark.parametrize("viewer", ["guest", "member", "host"])
def test_no_address_tells_who_an_anonymous_writer_is(client, writer, index, viewer):
    origin = actions.Origin("the old list", f"{SECRET}/page.txt", "ab" * 32)
    copy = actions.NewVersion("copy", "<p>A copy.</p>", origin)
    texts = [make_chapter(origin=origin, versions=[copy]), make_chapter()]
    work = in_hiding(writer, texts=texts, language="en")
    other = in_hiding(writer, "Another Veil")
    series = actions.new_series("Veils")
    for one in (work, other):
        actions.place_in_series(series, one)
    guest = PenName.objects.filter(user=make_user("guest"))
    guest.update(name=GUEST, key=name_key(GUEST))
    ChapterByline.objects.create(chapter=work.chapters.first(), pen_name=guest.get())
    actions.relate(make_work("After"), RelationKind.SEQUEL, title="Another Veil")
    index.build()
    if viewer != "guest":
        client.force_login(
            make_user("reader", role="host" if viewer == "host" else "member")
        )

    asked = list(addresses(work, series))
    for address in asked:
        response = client.get(address, follow=True)
        said = b"".join(response) if response.streaming else response.content
        said += str(dict(response.headers)).encode()
        assert SECRET.encode() not in said, address
        assert GUEST.encode() not in said, address
    assert len(asked) > 60


def test_nothing_is_counted_for_a_name_in_hiding(client, writer, index):
    in_hiding(writer)
    index.build()

    page = client.get(name_of(writer).get_absolute_url())
    suggested = client.get(reverse("search:suggestions"), {"q": "Marguerite"})

    assert page.status_code == 404 or "The Veiled Page" not in page.content.decode()
    assert "The Veiled Page" not in suggested.content.decode()


def test_the_writer_still_finds_and_writes_it(client, writer):
    work = in_hiding(writer)
    client.force_login(writer)

    assert "The Veiled Page" in client.get(reverse("works:desk")).content.decode()
    company = client.get(reverse("works:company", args=[work.pk]))
    assert SECRET in company.content.decode()


def test_an_anonymous_work_leaves_a_series_that_would_tell(writer):
    named, veiled = (
        make_work("Named", by=name_of(writer)),
        make_work("Veiled", by=name_of(writer)),
    )
    series = actions.new_series("Mine")
    for one in (named, veiled):
        actions.place_in_series(series, one)

    left = actions.hide_name(veiled, by=writer)

    assert left == [series]
    assert [entry.work for entry in SeriesEntry.objects.all()] == [named]
    with pytest.raises(TellsTheWriter):
        actions.refuse_to_tell(series, veiled)


def test_a_shown_work_leaves_a_series_of_anonymous_ones(writer):
    first, second = in_hiding(writer, "One"), in_hiding(writer, "Two")
    series = actions.new_series("Veils")
    for one in (first, second):
        actions.place_in_series(series, one)

    left = actions.show_name(second, by=writer)

    assert left == [series]
    assert [entry.work for entry in Series.objects.get().entries.all()] == [first]


def test_each_writer_hides_and_shows_their_own_name_alone(writer):
    tom = make_user("tom")
    work = make_work(by=name_of(writer))
    made = actions.offer(work, "tom", kind="work", by=writer, at=work.posted_at)
    actions.accept_offer(made, by=tom, at=work.posted_at)
    actions.hide_name(work, by=writer)
    actions.show_name(work, by=tom)

    names = list(work.bylines.values_list("pen_name__name", flat=True))
    assert sorted(names) == ["Anonymous", "tom"]
    actions.show_name(work, by=writer)

    work.refresh_from_db()
    names = list(work.bylines.values_list("pen_name__name", flat=True))
    assert (sorted(names), work.anonymous) == ([SECRET, "tom"], False)


def test_who_joins_an_anonymous_work_is_hidden_too(writer):
    tom = make_user("tom")
    work = in_hiding(writer)

    made = actions.offer(work, "tom", kind="work", by=writer, at=work.posted_at)
    actions.accept_offer(made, by=tom, at=work.posted_at)

    assert list(work.bylines.values_list("pen_name__name", flat=True)) == ["Anonymous"]
    assert work.hidden_bylines.count() == 2
