"""What curators did can be taken back, unless more was built upon it."""

import pytest

from fascicle.tags import actions
from fascicle.tags.models import TagChange
from tests.factories import NOW, make_user
from tests.tags.arranged import LOGGED, above, coin, make_kind, put_under, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    return make_kind("genre")


def changes(kind):
    """One of each change that a curator can make, beside its name."""
    sf, scifi, science, fiction, odd = coin(
        kind, "SF", "sci-fi", "Science fiction", "Fiction", "Odd"
    )
    put_under(scifi, fiction)
    actions.merge(sf, into=scifi, **LOGGED)
    later = {"by": None, "at": NOW.replace(hour=20)}
    return {
        "merge": lambda: actions.merge(scifi, into=science, **later),
        "split": lambda: actions.split_back(sf, **later),
        "promote": lambda: actions.promote(sf, **later),
        "broader": lambda: actions.make_broader(science, broader=scifi, **later),
        "narrower": lambda: actions.unmake_broader(scifi, broader=fiction, **later),
        "move": lambda: actions.move_kind(scifi, kind=make_kind("theme"), **later),
        "rename": lambda: actions.rename(scifi, name="Sci-Fi!", **later),
        "describe": lambda: actions.describe(scifi, description="Ships.", **later),
        "note": lambda: actions.set_note(scifi, note="See the log.", **later),
        "sort": lambda: actions.mark_sorted(odd, **later),
        "apart": lambda: actions.tell_apart(odd, fiction, **later),
    }


NAMES = "merge split promote broader narrower move rename describe note sort apart"


@pytest.mark.parametrize("name", NAMES.split())
def test_undoing_a_change_puts_everything_back(kind, name):
    change = changes(kind)[name]
    before = state()
    done = change()
    after = state()

    actions.undo(done, by=make_user("curator"), at=NOW)

    assert after != before
    assert state() == before
    done.refresh_from_db()
    assert (done.undone_at, done.undone_by.username) == (NOW, "curator")


def test_a_change_is_undone_once(kind):
    scifi, science = coin(kind, "sci-fi", "Science fiction")
    done = actions.merge(scifi, into=science, **LOGGED)
    actions.undo(done, **LOGGED)

    with pytest.raises(actions.AlreadyUndone):
        actions.undo(done, **LOGGED)


def test_a_change_that_others_were_built_upon_is_not_undone(kind):
    sf, scifi, science = coin(kind, "SF", "sci-fi", "Science fiction")
    first = actions.merge(sf, into=scifi, **LOGGED)
    actions.merge(scifi, into=science, **LOGGED)
    before = state()

    with pytest.raises(actions.BuiltUpon):
        actions.undo(first, **LOGGED)

    assert state() == before


def test_no_undoing_makes_a_circle(kind):
    low, high = coin(kind, "low", "high")
    put_under(low, high)
    apart = actions.unmake_broader(low, broader=high, **LOGGED)
    put_under(high, low)

    with pytest.raises(actions.BuiltUpon):
        actions.undo(apart, **LOGGED)

    assert above(low) == set()


def test_no_undoing_makes_a_synonym_of_a_synonym(kind):
    sf, scifi, science = coin(kind, "SF", "sci-fi", "Science fiction")
    actions.merge(sf, into=scifi, **LOGGED)
    apart = actions.split_back(sf, **LOGGED)
    actions.merge(scifi, into=science, **LOGGED)

    with pytest.raises(actions.BuiltUpon):
        actions.undo(apart, **LOGGED)


def test_a_later_change_of_something_else_does_not_stand_in_the_way(kind):
    sf, scifi, science = coin(kind, "SF", "sci-fi", "Science fiction")
    first = actions.merge(sf, into=science, **LOGGED)
    actions.merge(scifi, into=science, by=None, at=NOW.replace(hour=20))

    actions.undo(first, **LOGGED)

    assert [tag.name for tag in science.synonyms.all()] == ["sci-fi"]


def test_a_change_of_a_tag_that_is_gone_is_not_undone(kind):
    odd, other = coin(kind, "Odd", "Other")
    done = put_under(odd, other)
    actions.remove_tag(odd)
    done.refresh_from_db()

    with pytest.raises(actions.BuiltUpon):
        actions.undo(done, **LOGGED)


def test_the_log_says_who_did_what_and_when(kind):
    scifi, science = coin(kind, "sci-fi", "Science fiction")
    curator = make_user("curator", role="curator")

    actions.merge(scifi, into=science, by=curator, at=NOW)

    line = TagChange.objects.for_list().get()
    assert (line.action, line.tag, line.by, line.at) == ("merged", scifi, curator, NOW)
    assert (line.details["name"], line.details["other"]) == (
        "sci-fi",
        "Science fiction",
    )
