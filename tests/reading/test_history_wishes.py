"""What readers wish for their history: asked at sign-up, by preference, forgotten in time."""

from datetime import timedelta

import pytest
from django.urls import reverse

from fascicle.accounts.models import Preferences, User
from fascicle.core.models import Archive, SignUp
from fascicle.exporting.belongings import profile_of
from fascicle.reading.actions import progress as actions
from fascicle.reading.models import Progress
from tests.factories import NOW, PASSWORD, make_user, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def sign_up(client, **answers):
    Archive.objects.update(sign_up=SignUp.OPEN)
    asked = {"username": "ines", "password1": PASSWORD, **answers}
    return client.post(reverse("account_signup"), asked)


def keeps(name="ines"):
    known = Preferences.objects.filter(user__username=name).first()
    return known.keeps_history if known else None


@pytest.mark.parametrize(("answer", "kept"), [("yes", True), ("no", False)])
def test_an_answer_at_sign_up_counts(client, answer, kept):
    sign_up(client, keeps_history=answer)

    assert keeps() is kept


def test_nothing_is_chosen_beforehand_and_who_says_nothing_is_asked_later(client):
    Archive.objects.update(sign_up=SignUp.OPEN)
    page = client.get(reverse("account_signup")).content.decode()
    assert "Keep my place in what I read" in page
    assert " checked" not in page

    sign_up(client)

    assert User.objects.filter(username="ines").exists()
    assert keeps() is None


def test_it_is_a_preference_with_a_span_and_a_rule(client):
    ines = make_user("ines")
    client.force_login(ines)
    address = reverse("accounts:preferences")
    wish = {"keeps_history": "yes", "history_days": "90", "place_rule": "latest"}

    client.post(address, wish)

    known = Preferences.objects.get(user=ines)
    assert (known.keeps_history, known.history_days) == (True, 90)
    assert known.place_rule == "latest"
    page = client.get(address).content.decode()
    assert 'value="yes"' in page
    client.post(address, {"keeps_history": "no", "history_days": ""})
    known.refresh_from_db()
    assert (known.keeps_history, known.history_days) == (False, None)


def test_preferences_of_who_was_never_asked_answer_nothing_for_them(client):
    ines = make_user("ines")
    client.force_login(ines)

    client.post(reverse("accounts:preferences"), {"noindex": "on"})

    assert keeps() is None


def read(user, work, at):
    actions.keep_place(user, work.chapters.get(), paragraph=0, at=at)


def test_what_was_not_opened_for_so_long_is_forgotten_and_nothing_else():
    ines, tom = make_user("ines"), make_user("tom")
    Preferences.objects.create(user=ines, keeps_history=True, history_days=30)
    Preferences.objects.create(user=tom, keeps_history=True)
    old, new = make_work("Old"), make_work("New")
    read(ines, old, NOW - timedelta(days=31))
    read(ines, new, NOW - timedelta(days=29))
    read(tom, old, NOW - timedelta(days=400))

    assert actions.forget_expired(at=NOW) == 1

    left = Progress.objects.values_list("user__username", "work__title")
    assert set(left) == {("ines", "New"), ("tom", "Old")}


def test_a_takeout_says_where_one_is():
    ines = make_user("ines")
    Preferences.objects.create(user=ines, keeps_history=True)
    read(ines, make_work("Salt Roads"), NOW)

    said = profile_of(ines)["read"]

    assert [(one["title"], one["position"]) for one in said] == [("Salt Roads", 1)]
