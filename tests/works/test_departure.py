"""Leaving: a wish for each work, two weeks of grace, and then everything of theirs is gone."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import now

from fascicle.accounts import actions as accounts
from fascicle.accounts.models import Departure, PenName, Preferences, User
from fascicle.core import pictures
from fascicle.works import actions
from fascicle.works.actions import OnlyHost, Wish
from fascicle.works.models import (
    Byline,
    ChapterByline,
    Farewell,
    HiddenByline,
    LastWish,
    Offer,
    Work,
)
from tests.accounts.test_pen_names import photograph
from tests.factories import NOW, PASSWORD, make_user, make_work
from tests.settling import settle
from tests.traces import traces_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

DELETE, ORPHAN = Wish(LastWish.DELETE), Wish(LastWish.ORPHAN)
LATER = NOW + timedelta(days=14)
ADDRESS = "/desk/writing/departure/"


@pytest.fixture
def ines():
    return make_user("ines")


def name_of(user):
    return user.pen_names.get(is_default=True)


def leave(user, wish=ORPHAN, some=None):
    actions.ask_to_leave(user, for_all=wish, for_some=some or {}, at=NOW)


def names_on(work):
    return [byline.pen_name.name for byline in work.bylines.all()]


def test_nothing_happens_before_the_day(ines):
    work = make_work(by=name_of(ines))
    leave(ines, DELETE)

    actions.carry_out_departures(at=LATER - timedelta(seconds=1))

    assert Work.objects.get() == work
    assert User.objects.filter(pk=ines.pk).exists()


def test_each_work_goes_the_way_that_was_wished(ines):
    kept = make_work("Kept", by=name_of(ines))
    gone = make_work("Gone", by=name_of(ines))
    leave(ines, ORPHAN, {gone.pk: DELETE})

    actions.carry_out_departures(at=LATER)

    assert list(Work.objects.all()) == [kept]
    assert names_on(kept) == ["Orphaned"]
    assert not User.objects.filter(pk=ines.pk).exists()
    assert not PenName.objects.named("ines").exists()


def test_what_is_published_after_asking_stays_without_a_name(ines):
    leave(ines, DELETE)
    later = make_work("Later", by=name_of(ines))

    actions.carry_out_departures(at=LATER)

    assert names_on(later) == ["Orphaned"]


def test_drafts_go_and_what_others_write_stays_theirs(ines):
    tom = make_user("tom")
    make_work("Draft", by=name_of(ines), posted=False)
    ours = make_work("Ours", by=name_of(ines))
    Byline.objects.create(work=ours, pen_name=name_of(tom), position=1)
    leave(ines, DELETE)

    actions.carry_out_departures(at=LATER)

    assert list(Work.objects.all()) == [ours]
    assert names_on(ours) == ["tom"]


def test_an_anonymous_work_loses_its_hidden_writer(ines):
    work = make_work(by=accounts.nobody("anonymous"))
    HiddenByline.objects.create(work=work, pen_name=name_of(ines))
    leave(ines, ORPHAN)

    actions.carry_out_departures(at=LATER)

    assert names_on(work) == ["Anonymous"]
    assert HiddenByline.objects.count() == 0


def test_a_work_is_offered_to_its_heir_and_without_a_yes_is_orphaned(ines):
    tom = make_user("tom")
    work = make_work(by=name_of(ines))
    leave(ines, Wish(LastWish.HAND_OVER, name_of(tom)))

    (offer,) = Offer.objects.open()
    assert (offer.work, offer.pen_name) == (work, name_of(tom))
    actions.carry_out_departures(at=LATER)

    assert names_on(work) == ["Orphaned"]


def test_a_work_that_was_taken_over_is_the_heirs(ines):
    tom = make_user("tom")
    work = make_work(by=name_of(ines))
    leave(ines, Wish(LastWish.HAND_OVER, name_of(tom)))
    actions.accept_offer(Offer.objects.get(), by=tom, at=NOW)

    actions.carry_out_departures(at=LATER)

    assert names_on(work) == ["tom"]


def test_an_heir_of_many_works_gets_one_letter(
    ines, django_capture_on_commit_callbacks
):
    tom = make_user("tom")
    tom.email = "tom@post.example"
    tom.save()
    for n in range(3):
        make_work(f"Work {n}", by=name_of(ines))

    with django_capture_on_commit_callbacks(execute=True):
        leave(ines, Wish(LastWish.HAND_OVER, name_of(tom)))

    (letter,) = mail.outbox
    assert letter.to == ["tom@post.example"]
    assert "3 works" in letter.body


def test_whoever_stays_keeps_everything_and_offers_are_withdrawn(ines):
    work = make_work(by=name_of(ines))
    leave(ines, Wish(LastWish.HAND_OVER, name_of(make_user("tom"))))

    actions.stay(ines, at=NOW)
    actions.carry_out_departures(at=LATER)

    assert names_on(work) == ["ines"]
    assert not Offer.objects.open().exists()
    assert not Farewell.objects.exists()


def test_changing_a_wish_does_not_put_off_the_day(ines):
    leave(ines, DELETE)

    actions.ask_to_leave(ines, for_all=ORPHAN, for_some={}, at=NOW + timedelta(days=5))

    assert Departure.objects.get().due_at == LATER


def test_the_only_host_stays():
    with pytest.raises(OnlyHost):
        leave(User.objects.get(username="host"))


def test_nothing_in_the_database_or_on_the_disk_is_left_of_them(ines):
    """Every row with a text in it is looked through."""
    mark = "zanzibarian"
    name = accounts.rename(name_of(ines), mark, at=NOW)
    other = accounts.new_pen_name(ines, f"{mark} two", at=NOW)
    accounts.show_picture(other, photograph(), alt=mark)
    accounts.describe(other, accounts.Profile(mark))
    accounts.prefer(ines, {"time_zone": "Europe/Lisbon"})
    ines.email, ines.username = f"{mark}@post.example", mark
    ines.save()
    work = make_work(by=name)
    ChapterByline.objects.create(chapter=work.chapters.get(), pen_name=other)
    leave(ines, ORPHAN)

    actions.carry_out_departures(at=LATER)

    assert traces_of(mark) == []
    assert Preferences.objects.count() == 0


def test_the_picture_goes_with_them(ines, django_capture_on_commit_callbacks):
    accounts.show_picture(name_of(ines), photograph(), alt="A lighthouse")
    digest = ines.pen_names.get().picture
    leave(ines)

    with django_capture_on_commit_callbacks(execute=True):
        actions.carry_out_departures(at=LATER)

    with pytest.raises(FileNotFoundError):
        pictures.fetch(digest)


def test_two_departures_at_once_and_again_do_no_harm(ines):
    tom = make_user("tom")
    work = make_work(by=name_of(ines))
    leave(ines)
    leave(tom)

    actions.carry_out_departures(at=LATER)
    actions.carry_out_departures(at=LATER)

    assert names_on(work) == ["Orphaned"]
    assert User.objects.count() == 1  # the host


ANSWER = {"wish": "orphan", "heir": "", "username": "ines"}


def test_the_page_asks_and_a_banner_lets_them_stay(
    client, ines, django_capture_on_commit_callbacks
):
    ines.email = "ines@post.example"
    ines.save()
    work = make_work("Salt Roads", by=name_of(ines))
    client.force_login(ines)

    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(ADDRESS, {**ANSWER, f"work-{work.pk}-wish": "delete"})
        client.post(asked["Location"], {"password": PASSWORD, "next": ADDRESS})

    assert Farewell.objects.get().wish == LastWish.DELETE
    assert timedelta(days=13) < Departure.objects.get().due_at - now()
    assert [letter.to for letter in mail.outbox] == [["ines@post.example"]]
    assert "I’ll stay" in client.get("/").content.decode()
    client.post(reverse("works:staying"))
    assert "I’ll stay" not in client.get("/").content.decode()


def test_who_changes_a_wish_finds_what_they_wished(client, ines):
    works = [make_work(f"Work {n}", by=name_of(ines)) for n in range(3)]
    leave(ines, DELETE, {works[1].pk: ORPHAN})
    client.force_login(ines)

    form = client.get(ADDRESS).context["form"]

    assert form["wish"].value() == "delete"
    assert [one["wish"].value() or "" for one in form.works] == ["", "orphan", ""]


@pytest.mark.parametrize(
    "wrong",
    [
        {"username": "tom"},
        {"wish": "hand_over"},
        {"wish": "hand_over", "heir": "Nobody Here"},
        {"wish": "hand_over", "heir": "ines"},
        {"wish": "burn"},
    ],
)
def test_what_is_not_right_changes_nothing_and_loses_nothing(client, ines, wrong):
    work = make_work(by=name_of(ines))
    client.force_login(ines)
    answer = {**ANSWER, f"work-{work.pk}-wish": "delete", **wrong}

    response = client.post(ADDRESS, answer)

    page = response.content.decode()
    assert response.status_code == 422
    assert 'class="error"' in page
    assert '<option value="delete" selected>' in page
    assert not Departure.objects.exists()


def test_who_is_only_logged_in_is_asked_for_their_password_and_nothing_is_lost(
    client, ines
):
    client.force_login(ines)

    response = client.post(ADDRESS, {**ANSWER, "wish": "orphan"})
    assert not Departure.objects.exists()
    client.post(response["Location"], {"password": "wrong", "next": ADDRESS})
    assert not Departure.objects.exists()
    client.post(response["Location"], {"password": PASSWORD, "next": ADDRESS})

    assert Departure.objects.get().user == ines


def test_nobody_is_made_an_heir_against_their_will(client, ines):
    tom = make_user("tom")
    accounts.prefer(tom, {"time_zone": "", "takes_offers": False})
    client.force_login(ines)

    response = client.post(ADDRESS, {**ANSWER, "wish": "hand_over", "heir": "tom"})

    assert response.status_code == 422


@pytest.mark.counts_queries
def test_the_page_costs_the_same_for_one_work_and_for_many(
    client, ines, django_assert_num_queries
):
    client.force_login(ines)
    make_work(by=name_of(ines))
    client.get(ADDRESS)
    with django_assert_num_queries(5):
        client.get(ADDRESS)
    for n in range(20):
        make_work(f"Work {n}", by=name_of(ines))
    settle()
    with django_assert_num_queries(5):
        client.get(ADDRESS)
