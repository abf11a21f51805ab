"""The desk at a glance, and many works changed at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from fascicle.accounts.viewer import Viewer
from fascicle.tags.models import Kind, Tag
from fascicle.works import actions
from fascicle.works.actions import BulkChange
from fascicle.works.glance import Order, State, Wanted, works_at_desk
from fascicle.works.models import BulkEdit, Chapter, ScheduledPosting, Series, Work
from tests.factories import NOW, make_rating, make_user, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]
DESK = "/desk/writing/"


@pytest.fixture
def ines():
    return make_user("ines")


def name_of(user):
    return user.pen_names.get(is_default=True)


def titles(user, **wanted):
    return [one.title for one in works_at_desk(Viewer(user), Wanted(**wanted))]


def test_the_desk_says_how_each_work_stands(ines):
    work = make_work(by=name_of(ines), chapters=3)
    last = work.chapters.get(position=3)
    actions.unpost_chapter(last)
    ScheduledPosting.objects.create(
        chapter=last,
        wall_time="2030-01-01T18:00",
        time_zone="UTC",
        due_at=NOW + timedelta(days=2000),
        set_at=NOW,
    )

    (found,) = works_at_desk(Viewer(ines), Wanted())

    words = sum(Chapter.objects.values_list("word_count", flat=True))
    assert (found.drafts, found.all_words, found.has_run) == (1, words, False)
    assert found.next_at == NOW + timedelta(days=2000)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.DRAFT, ["Draft"]),
        (State.POSTED, ["Plain", "Veiled", "Unlisted", "Members"]),
        (State.MEMBERS, ["Members"]),
        (State.UNLISTED, ["Unlisted"]),
        (State.ANONYMOUS, ["Veiled"]),
        (State.HIDDEN, ["Hidden"]),
        (State.COMING, []),
        ("nonsense", ["Draft", "Plain", "Hidden", "Veiled", "Unlisted", "Members"]),
    ],
)
def test_works_are_found_by_how_they_stand(ines, state, expected):
    make_work("Draft", by=name_of(ines), posted=False)
    works = {
        title: make_work(title, by=name_of(ines))
        for title in ("Plain", "Members", "Unlisted", "Hidden", "Veiled")
    }
    Work.objects.filter(title="Members").update(members_only=True)
    Work.objects.filter(title="Unlisted").update(unlisted=True)
    Work.objects.filter(title="Hidden").update(hidden_at=NOW)
    actions.hide_name(works["Veiled"], by=ines)
    make_work("Somebody else’s")

    assert sorted(titles(ines, state=state)) == sorted(expected)


def test_works_are_sorted_and_searched(ines):
    make_work("The Long One", by=name_of(ines), chapters=5)
    make_work("Another", by=name_of(ines))

    assert titles(ines, order=Order.TITLE) == ["Another", "The Long One"]
    assert titles(ines, order=Order.WORDS) == ["The Long One", "Another"]
    assert titles(ines, words="LONG") == ["The Long One"]


def test_fifty_works_cost_no_more_queries_than_one(
    client, ines, django_assert_max_num_queries
):
    client.force_login(ines)
    make_work("First", by=name_of(ines))
    client.get(DESK)
    for n in range(49):
        make_work(f"Work {n}", by=name_of(ines), chapters=2)

    with django_assert_max_num_queries(12):
        response = client.get(DESK)

    assert response.content.decode().count('name="works"') == 50


def test_an_empty_desk_invites_to_write(client, ines):
    client.force_login(ines)

    page = client.get(DESK).content.decode()

    assert reverse("works:new_work") in page
    assert 'name="state"' not in page


@pytest.mark.parametrize(
    "query", ["?q=%00", "?page=x&order=%FF", "?state=" + "x" * 9999]
)
def test_nonsense_in_the_address_is_as_if_it_were_not_there(client, ines, query):
    client.force_login(ines)
    make_work(by=name_of(ines))

    assert client.get(DESK + query).status_code == 200


def chosen(ines, n=3):
    for i in range(n):
        make_work(f"Work {i}", by=name_of(ines))
    return Work.objects.editable_by(Viewer(ines))


def test_many_are_changed_and_changed_back(ines):
    works = chosen(ines)
    kind = Kind.objects.filter(coinable=True, limit_per_work=None).first()
    old = Tag.objects.create(kind=kind, name="old", key="old")
    works.first().tags.add(old)
    adult = make_rating("Explicit", is_adult=True)
    series = actions.new_series("All")
    ratings = set(works.values_list("rating", flat=True))
    change = BulkChange(
        fields={"rating_id": adult.pk, "language": "pt", "unlisted": True},
        add=[(kind, ["sea", "salt"])],
        take=[old],
        series=series,
    )

    edit = actions.change_many(works, change, by=ines, at=NOW)

    for work in works:
        assert (work.rating, work.language, work.unlisted) == (adult, "pt", True)
        assert sorted(work.tags.values_list("name", flat=True)) == ["salt", "sea"]
    assert series.entries.count() == 3

    actions.undo_many(edit, by=ines, at=NOW)

    assert set(works.values_list("rating", "language", "unlisted")) == {
        (rating, "", False) for rating in ratings
    }
    assert [list(work.tags.all()) for work in works.order_by("pk")] == [[old], [], []]
    assert series.entries.count() == 0


def test_undoing_leaves_what_has_changed_since(ines):
    works = chosen(ines, 2)
    edit = actions.change_many(
        works, BulkChange(fields={"language": "pt"}), by=ines, at=NOW
    )
    first = works.first()
    Work.objects.filter(pk=first.pk).update(language="fr")

    actions.undo_many(edit, by=ines, at=NOW)

    assert set(works.values_list("language", flat=True)) == {"fr", ""}


def test_many_go_into_the_bin_but_for_what_others_write_too(ines):
    tom = make_user("tom")
    works = chosen(ines, 2)
    shared = works.last()
    offer = actions.offer(shared, "tom", kind="work", by=ines, at=NOW)
    actions.accept_offer(offer, by=tom, at=NOW)

    edit = actions.change_many(works, BulkChange(delete=True), by=ines, at=NOW)

    assert list(works) == [shared]
    actions.undo_many(edit, by=ines, at=NOW)
    assert works.all().count() == 2


def test_a_tag_too_many_is_not_added(ines):
    (work,) = chosen(ines, 1)
    kind = Kind.objects.filter(coinable=True).first()
    Kind.objects.filter(pk=kind.pk).update(limit_per_work=1)
    kind.refresh_from_db()
    work.tags.add(Tag.objects.create(kind=kind, name="old", key="old"))
    change = BulkChange(add=[(kind, ["new"])])

    (plan,) = actions.plan_bulk(Work.objects.all(), change, by=ines)

    assert (plan.changes, plan.too_many) == (False, [kind])


def test_the_steps_from_the_desk_to_done_and_back(client, ines):
    works = chosen(ines, 60)
    foreign = make_work("Foreign")
    client.force_login(ines)
    ticked = [*works.values_list("pk", flat=True), foreign.pk, "x", "9" * 30]
    form = client.post(reverse("works:bulk"), {"works": ticked})
    said = {"works": ticked, "status": "complete", "members_only": "yes"}
    preview = client.post(reverse("works:bulk_preview"), said)
    unchanged = Work.objects.filter(status="complete").count()
    key = {"submission": "0b5c3a52-11d2-4f0e-9b0c-0c9f4e9f0002"}
    done = [client.post(reverse("works:bulk_changes"), {**said, **key}) for _ in "ab"]

    assert "Change 60 stories" in form.content.decode()
    assert "60 stories change" in preview.content.decode()
    assert "Foreign" not in preview.content.decode()
    assert unchanged == 0
    assert done[0].url == done[1].url
    assert BulkEdit.objects.count() == 1
    assert works.filter(status="complete", members_only=True).count() == 60
    foreign.refresh_from_db()
    assert foreign.status == ""
    assert client.get(done[0].url).status_code == 200
    client.post(reverse("works:bulk_undoing", args=[BulkEdit.objects.get().pk]))
    assert works.filter(status="complete").count() == 0


def test_all_that_is_shown_can_be_chosen(client, ines):
    chosen(ines, 60)
    client.force_login(ines)

    form = client.post(reverse("works:bulk"), {"every": "yes", "q": "Work 1"})

    assert "Change 15 stories" in form.content.decode()


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({}, "Say first what is to be otherwise"),
        ({"status": "sold"}, "Choose among"),
        ({"rating": "x"}, "Choose among"),
        ({"take": "999"}, "Choose among"),
    ],
)
def test_a_change_that_cannot_be_is_answered_in_the_form(client, ines, said, answer):
    works = chosen(ines, 1)
    client.force_login(ines)

    response = client.post(
        reverse("works:bulk_preview"), {"works": works.get().pk, **said}
    )

    assert response.status_code == 422
    assert answer in response.content.decode()


def test_the_preview_of_five_hundred_costs_a_fixed_number_of_queries(
    client, ines, django_assert_max_num_queries
):
    works = chosen(ines, 1)
    one = works.get()
    Work.objects.bulk_create(
        Work(title=f"W{n}", title_key=f"w{n}", updated_at=timezone.now())
        for n in range(499)
    )
    others = Work.objects.exclude(pk=one.pk)
    one.bylines.model.objects.bulk_create(
        one.bylines.model(work=work, pen_name=name_of(ines)) for work in others
    )
    client.force_login(ines)
    keys = list(works.values_list("pk", flat=True))

    with django_assert_max_num_queries(22):
        response = client.post(
            reverse("works:bulk_preview"), {"works": keys, "status": "complete"}
        )

    assert "500 stories change" in response.content.decode()
    assert Series.objects.count() == 0
