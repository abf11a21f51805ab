"""Which tags mean the same, which are broader, of which kind they are."""

import pytest

from fascicle.tags import actions
from fascicle.tags.models import Closure, TagChange
from fascicle.works.models import Work
from tests.factories import make_work
from tests.tags.arranged import LOGGED, above, coin, make_kind, put_under, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    return make_kind("genre")


# ---------------------------------------------------------------- synonyms


def test_a_merged_tag_means_the_other_and_works_keep_what_was_typed(kind):
    scifi, science = coin(kind, "sci-fi", "Science fiction")
    work = make_work(tags=[scifi])

    actions.merge(scifi, into=science, **LOGGED)

    scifi.refresh_from_db()
    assert scifi.canonical == science
    assert list(work.tags.all()) == [scifi]
    assert list(Work.objects.tagged(science)) == [work]


def test_synonyms_follow_their_tag_into_another(kind):
    sf, scifi, science = coin(kind, "SF", "sci-fi", "Science fiction")
    actions.merge(sf, into=scifi, **LOGGED)

    actions.merge(scifi, into=science, **LOGGED)

    assert {tag.name for tag in science.synonyms.all()} == {"SF", "sci-fi"}


def test_merging_into_a_synonym_merges_into_what_it_means(kind):
    sf, scifi, science = coin(kind, "SF", "sci-fi", "Science fiction")
    actions.merge(scifi, into=science, **LOGGED)

    actions.merge(sf, into=scifi, **LOGGED)

    sf.refresh_from_db()
    assert sf.canonical == science


def test_merging_twice_changes_and_logs_nothing(kind):
    scifi, science = coin(kind, "sci-fi", "Science fiction")
    actions.merge(scifi, into=science, **LOGGED)

    again = actions.merge(scifi, into=science, **LOGGED)

    assert again is None
    assert TagChange.objects.count() == 1


def test_a_tag_is_not_merged_into_itself_or_its_synonym(kind):
    scifi, science = coin(kind, "sci-fi", "Science fiction")
    actions.merge(scifi, into=science, **LOGGED)

    for into in (science, scifi):
        with pytest.raises(actions.SameTag):
            actions.merge(science, into=into, **LOGGED)


def test_tags_of_two_kinds_are_not_merged(kind):
    (one,) = coin(kind, "Ghosts")
    (other,) = coin(make_kind("theme"), "Ghosts")

    with pytest.raises(actions.OtherKind):
        actions.merge(one, into=other, **LOGGED)


def test_what_is_broader_and_narrower_moves_along_with_a_merge(kind):
    space, opera, scifi, science, fiction = coin(
        kind, "Space", "Space opera", "sci-fi", "Science fiction", "Fiction"
    )
    put_under(space, opera)
    put_under(opera, scifi)
    put_under(scifi, fiction)

    actions.merge(scifi, into=science, **LOGGED)

    assert above(space) == {"Space opera", "Science fiction", "Fiction"}
    assert above(scifi) == set()
    assert not Closure.objects.filter(ancestor=scifi).exists()


def test_a_merge_into_something_narrower_makes_no_circle(kind):
    low, middle, high, top = coin(kind, "low", "middle", "high", "top")
    put_under(low, middle)
    put_under(middle, high)
    put_under(high, top)

    actions.merge(high, into=low, **LOGGED)

    assert above(low) == {"middle", "top"}
    assert above(middle) == set()


def test_a_merge_into_something_broader_makes_no_circle(kind):
    low, middle, high, other = coin(kind, "low", "middle", "high", "other")
    put_under(low, middle)
    put_under(middle, high)
    put_under(low, other)

    actions.merge(low, into=high, **LOGGED)

    assert above(middle) == {"high", "other"}
    assert above(high) == {"other"}


def test_a_synonym_split_back_stands_for_itself(kind):
    scifi, science = coin(kind, "sci-fi", "Science fiction")
    actions.merge(scifi, into=science, **LOGGED)

    actions.split_back(scifi, **LOGGED)

    scifi.refresh_from_db()
    assert scifi.canonical is None


def test_what_is_no_synonym_is_neither_split_back_nor_promoted(kind):
    (scifi,) = coin(kind, "sci-fi")

    for refused in (actions.split_back, actions.promote):
        with pytest.raises(actions.NotASynonym):
            refused(scifi, **LOGGED)


def test_a_promoted_synonym_takes_all_that_its_tag_had(kind):
    sf, scifi, science, fiction = coin(
        kind, "SF", "sci-fi", "Science fiction", "Fiction"
    )
    put_under(scifi, fiction)
    actions.merge(sf, into=scifi, **LOGGED)
    actions.merge(science, into=scifi, **LOGGED)

    actions.promote(science, **LOGGED)

    assert {tag.name for tag in science.synonyms.all()} == {"SF", "sci-fi"}
    assert above(science) == {"Fiction"}
    assert above(scifi) == set()


# ---------------------------------------------------------------- broader


def test_broader_holds_at_every_distance(kind):
    low, middle, high = coin(kind, "low", "middle", "high")

    put_under(middle, high)
    put_under(low, middle)

    assert above(low) == {"middle", "high"}


def test_a_way_around_keeps_what_is_broader(kind):
    low, left, right, high = coin(kind, "low", "left", "right", "high")
    for narrower, broader in [(low, left), (low, right), (left, high), (right, high)]:
        put_under(narrower, broader)

    actions.unmake_broader(left, broader=high, **LOGGED)
    around = above(low)
    actions.unmake_broader(right, broader=high, **LOGGED)

    assert around == {"left", "right", "high"}
    assert above(low) == {"left", "right"}


def test_a_circle_is_refused_and_nothing_changes(kind):
    low, middle, high = coin(kind, "low", "middle", "high")
    put_under(low, middle)
    put_under(middle, high)
    before = state()

    with pytest.raises(actions.WouldCircle):
        put_under(high, low)

    assert state() == before


def test_a_tag_is_not_broader_than_itself_or_its_synonym(kind):
    scifi, science = coin(kind, "sci-fi", "Science fiction")
    actions.merge(scifi, into=science, **LOGGED)

    with pytest.raises(actions.SameTag):
        put_under(scifi, science)


def test_synonyms_stand_for_what_they_mean_among_broader_tags(kind):
    scifi, science, fiction = coin(kind, "sci-fi", "Science fiction", "Fiction")
    actions.merge(scifi, into=science, **LOGGED)

    put_under(scifi, fiction)

    assert above(science) == {"Fiction"}


def test_there_is_an_end_to_what_is_broader(kind):
    tags = coin(kind, *[f"tag {number}" for number in range(102)])
    for narrower, broader in zip(tags[1:], tags, strict=False):
        if broader != tags[100]:
            put_under(narrower, broader)
    before = state()

    with pytest.raises(actions.TooDeep):
        put_under(tags[101], tags[100])

    assert len(above(tags[100])) == 100
    assert state() == before


def test_asking_twice_for_what_is_broader_changes_nothing(kind):
    low, high = coin(kind, "low", "high")
    put_under(low, high)

    assert put_under(low, high) is None
    assert actions.unmake_broader(high, broader=low, **LOGGED) is None


def test_rows_of_the_closure_that_stay_right_stay(kind):
    low, left, right, high = coin(kind, "low", "left", "right", "high")
    put_under(low, left)
    put_under(left, high)
    before = set(Closure.objects.values_list("pk", flat=True))

    put_under(low, right)

    assert before < set(Closure.objects.values_list("pk", flat=True))


def test_what_was_broader_by_way_of_a_removed_tag_is_so_no_more(kind):
    low, middle, high = coin(kind, "low", "middle", "high")
    put_under(low, middle)
    put_under(middle, high)

    actions.remove_tag(middle)

    assert above(low) == set()


# ---------------------------------------------------------------- kinds


def test_a_tag_moves_to_another_kind_with_its_synonyms(kind):
    theme = make_kind("theme")
    ghost, ghosts, fright = coin(kind, "Ghost", "Ghosts", "Fright")
    actions.merge(ghost, into=ghosts, **LOGGED)
    put_under(ghosts, fright)

    actions.move_kind(ghosts, kind=theme, **LOGGED)

    assert {tag.name for tag in theme.tags.all()} == {"Ghost", "Ghosts"}
    assert above(ghosts) == set()


def test_a_synonym_that_moves_leaves_what_it_meant(kind):
    theme = make_kind("theme")
    ghost, ghosts = coin(kind, "Ghost", "Ghosts")
    actions.merge(ghost, into=ghosts, **LOGGED)

    actions.move_kind(ghost, kind=theme, **LOGGED)

    ghost.refresh_from_db()
    assert (ghost.kind, ghost.canonical) == (theme, None)


def test_a_name_that_the_other_kind_has_is_refused_with_the_name(kind):
    theme = make_kind("theme")
    ghost, ghosts = coin(kind, "Ghost", "Ghosts")
    coin(theme, "GHOST")
    actions.merge(ghost, into=ghosts, **LOGGED)
    before = state()

    with pytest.raises(actions.NameTaken, match="GHOST"):
        actions.move_kind(ghosts, kind=theme, **LOGGED)

    assert state() == before
