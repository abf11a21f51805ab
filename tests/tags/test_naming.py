"""What tags are called, and who may add new ones."""

import pytest

from fascicle.tags import actions
from fascicle.tags.models import Closure, Tag
from tests.factories import make_work
from tests.tags.arranged import LOGGED, coin, make_kind, put_under

pytestmark = pytest.mark.django_db


def test_a_name_finds_its_tag_whatever_its_case_width_and_accents():
    kind = make_kind("genre")
    (magic,) = coin(kind, "Élodie")

    assert coin(kind, "ELODIE", " ｅｌｏｄｉｅ ") == [magic, magic]
    assert Tag.objects.get().name == "Élodie"


def test_a_synonym_is_found_as_it_was_typed():
    scifi, science = coin(make_kind("genre"), "sci-fi", "Science fiction")
    actions.merge(scifi, into=science, **LOGGED)

    assert coin(scifi.kind, "Sci-Fi") == [scifi]


def test_signs_that_spoil_what_is_around_them_are_left_out_of_names():
    (tag,) = coin(make_kind("genre"), "sea\u202e \x00tales")

    assert tag.name == "sea tales"


def test_writers_coin_tags_where_the_kind_lets_them():
    kind = make_kind("genre")

    (tag,) = actions.tags_for_writer(kind, ["New weird"])

    assert tag.name == "New weird"


def test_writers_choose_among_the_tags_of_a_kind_that_is_closed():
    kind = make_kind("genre", coinable=False)
    known = coin(kind, "Mystery")

    assert actions.tags_for_writer(kind, ["mystery"]) == known
    with pytest.raises(actions.NotCoinable, match="New weird"):
        actions.tags_for_writer(kind, ["Mystery", "New weird"])
    assert kind.tags.count() == 1


def test_a_work_has_no_more_tags_than_its_kind_allows():
    kind = make_kind("genre", limit_per_work=2)

    found = actions.tags_for_writer(kind, ["one", "ONE", "two"])

    assert len(found) == 2
    with pytest.raises(actions.TooMany, match="2"):
        actions.tags_for_writer(kind, ["one", "two", "three"])
    assert kind.tags.count() == 2


def test_a_name_of_another_tag_is_refused():
    scifi, _ = coin(make_kind("genre"), "sci-fi", "Science fiction")

    with pytest.raises(actions.NameTaken):
        actions.rename(scifi, name="SCIENCE FICTION", **LOGGED)

    scifi.refresh_from_db()
    assert scifi.name == "sci-fi"


def test_a_tag_keeps_its_name_when_nothing_of_it_changes():
    (scifi,) = coin(make_kind("genre"), "sci-fi")

    assert actions.rename(scifi, name="sci-fi", **LOGGED) is None


def test_a_tag_that_works_bear_or_that_has_synonyms_is_not_removed():
    sf, scifi, science = coin(make_kind("genre"), "SF", "sci-fi", "Science fiction")
    actions.merge(scifi, into=science, **LOGGED)
    make_work(tags=[sf])

    for tag in (sf, science):
        with pytest.raises(actions.TagInUse):
            actions.remove_tag(tag)


def test_a_removed_tag_leaves_nothing_behind_in_the_closure():
    low, middle, high = coin(make_kind("genre"), "low", "middle", "high")
    put_under(low, middle)
    put_under(middle, high)

    actions.remove_tag(middle)

    assert not Closure.objects.exists()
