"""Which tags mean the same, which are broader, of which kind they are; and taking it back."""

import pytest

from fascicle.tags import actions
from fascicle.tags.models import Broader, Closure, Distinct, Kind, Tag, TagChange
from fascicle.works.models import Work
from tests.factories import NOW, make_user, make_work

pytestmark = pytest.mark.django_db

LOGGED = {"by": None, "at": NOW}


@pytest.fixture
def kind():
    return make_kind("genre")


def make_kind(slug, **rest):
    return Kind.objects.create(slug=slug, name=slug, plural=f"{slug}s", **rest)


def coin(kind, *names):
    return actions.tags_named(kind, names)


def state():
    """All that a change may write, but for the log."""
    return (
        sorted(Tag.objects.values_list("pk", "name", "key", "kind", "canonical", "note",
                                       "description", "sorted_at"), key=str),
        sorted(Broader.objects.values_list("narrower", "broader")),
        sorted(Closure.objects.values_list("tag", "ancestor")),
        sorted(Distinct.objects.values_list("tag_a", "tag_b")),
    )  # fmt: skip


def above(tag):
    return {row.ancestor.name for row in tag.above.select_related("ancestor")}


def put_under(narrower, broader):
    return actions.make_broader(narrower, broader=broader, **LOGGED)


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


# ---------------------------------------------------------------- undoing


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
