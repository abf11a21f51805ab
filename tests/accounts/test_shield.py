"""A shield is kept: an account's in a row of its own, a guest's in their session."""

import pytest
from django.contrib.sessions.backends.db import SessionStore

from fascicle.accounts import actions
from fascicle.accounts.actions import ShieldBearer
from fascicle.accounts.shield import MOST_ENTRIES, Entry, EntryList, Limits, Shield
from fascicle.accounts.viewer import (
    SHIELD,
    Viewer,
    shield_of,
    shield_of_guest,
    without_shield,
)
from tests.factories import PASSWORD, make_user

TAG = Entry(EntryList.TAGS, 12)
GERMAN = Entry(EntryList.LANGUAGES, "de")


def guest():
    return ShieldBearer(None, SessionStore())


@pytest.mark.parametrize("entry", [TAG, GERMAN, Entry(EntryList.RATINGS, 0)])
def test_an_entry_reads_what_it_wrote(entry):
    assert Entry.read(str(entry)) == entry


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tags",
        "tags:",
        "tags:x",
        "tags:-1",
        "tags:²",
        "moons:1",
        ":1",
        "tags:1" * 99,
    ],
)
def test_what_is_no_entry_is_none(text):
    assert Entry.read(text) is None


def test_a_shield_reads_what_it_wrote():
    shield = Shield(frozenset({3, 1}), languages=frozenset({"de"}), shorter_than=5)

    assert Shield.from_json(shield.as_json()) == shield
    assert Shield.from_json({"tags": [1], "moons": [2]}) == Shield(frozenset({1}))


def test_merged_shields_keep_away_what_either_did():
    one = Shield(frozenset({1}), shorter_than=10, longer_than=900, unfinished=True)
    other = Shield(frozenset({2}), works=frozenset({3}), shorter_than=20)

    assert one.merged_with(other) == Shield(
        tags=frozenset({1, 2}),
        works=frozenset({3}),
        unfinished=True,
        shorter_than=20,
        longer_than=900,
    )


def test_without_their_shield_a_viewer_is_who_they_were():
    viewer = Viewer(sees_adult=True, shield=Shield(frozenset({1})))

    assert without_shield(viewer) == Viewer(sees_adult=True)


@pytest.mark.parametrize("who", ["guest", "member"])
@pytest.mark.django_db
def test_entries_come_on_and_off_a_shield(who):
    bearer = guest() if who == "guest" else ShieldBearer(make_user(), SessionStore())

    def shield():
        user = bearer.user
        return shield_of(user) if user else shield_of_guest(bearer.session)

    assert actions.add_to_shield(bearer, [TAG, GERMAN]) == [TAG, GERMAN]
    assert actions.add_to_shield(bearer, [TAG]) == []
    actions.set_shield(
        bearer,
        Limits(unfinished=True, shorter_than=100),
        on=[Entry(EntryList.RATINGS, 0)],
        off=[GERMAN],
    )

    assert shield() == Shield(
        frozenset({12}),
        ratings=frozenset({0}),
        unfinished=True,
        shorter_than=100,
    )
    actions.take_off_shield(bearer, TAG)
    assert TAG not in shield()
    actions.lay_down_shield(bearer)
    assert not shield()


def test_a_full_shield_takes_no_more_and_loses_nothing():
    bearer = guest()
    entries = [Entry(EntryList.WORKS, n) for n in range(1, MOST_ENTRIES + 1)]
    actions.add_to_shield(bearer, entries)

    with pytest.raises(actions.ShieldFull):
        actions.add_to_shield(bearer, [TAG])

    assert shield_of_guest(bearer.session).entry_count == MOST_ENTRIES


@pytest.mark.django_db
def test_logging_in_brings_the_guests_shield_into_the_account(client):
    user = make_user()
    actions.add_to_shield(ShieldBearer(user, SessionStore()), [GERMAN])
    session = client.session
    session[SHIELD] = Shield(frozenset({12})).as_json()
    session.save()

    client.login(username="reader", password=PASSWORD)

    assert shield_of(user).entries() == [TAG, GERMAN]
    assert SHIELD not in client.session


@pytest.mark.django_db
def test_logging_in_without_a_shield_makes_none():
    user = make_user()

    actions.take_in_guest_shield(user, SessionStore())

    assert not hasattr(user, "kept_shield")
