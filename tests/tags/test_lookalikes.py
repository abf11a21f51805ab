"""Likely synonyms are found in the background and wait for a curator."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from fascicle.tags import actions
from fascicle.tags.models import Kind, Lookalike, Tag
from fascicle.tags.queries import changed_kinds
from tests.factories import make_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind():
    return Kind.objects.create(slug="genre", name="genre", plural="genres")


def logged():
    return {"by": None, "at": timezone.now()}


def look():
    actions.look_for_synonyms(at=timezone.now())
    return [(row.tag.name, row.of.name) for row in Lookalike.objects.standing()]


def test_a_likeness_is_found_and_nothing_is_merged(kind):
    main, variant = actions.tags_named(kind, ["Sci-Fi", "scifi"])
    make_work(tags=[main])
    actions.count_use()

    found = look()

    assert found == [("scifi", "Sci-Fi")]
    assert Lookalike.objects.get().get_rule_display().startswith("They differ only")
    assert Tag.objects.canonical().count() == 2
    variant.refresh_from_db()
    assert variant.sorted_at is None


def test_tags_of_two_kinds_are_not_compared(kind):
    theme = Kind.objects.create(slug="theme", name="theme", plural="themes")
    actions.tags_named(kind, ["Ghost"])
    actions.tags_named(theme, ["Ghosts"])

    assert look() == []


def test_a_dismissed_likeness_does_not_come_back_until_that_is_undone(kind):
    main, variant = actions.tags_named(kind, ["Sci-Fi", "scifi"])
    look()

    told = actions.tell_apart(main, variant, **logged())
    dismissed = Lookalike.objects.standing().count(), look()
    actions.undo(told, **logged())

    assert dismissed == (0, [])
    assert look() == [("scifi", "Sci-Fi")]


def test_a_merged_tag_is_suggested_no_more(kind):
    main, variant = actions.tags_named(kind, ["Sci-Fi", "scifi"])
    look()

    actions.merge(variant, into=main, **logged())

    assert not Lookalike.objects.standing().exists()
    assert look() == []
    assert not Lookalike.objects.exists()


def test_what_stays_likely_keeps_its_row(kind):
    actions.tags_named(kind, ["Sci-Fi", "scifi"])
    look()
    before = Lookalike.objects.get().pk
    actions.tags_named(kind, ["Ghost", "Ghosts"])

    look()

    assert Lookalike.objects.filter(pk=before).exists()
    assert Lookalike.objects.count() == 2


def test_only_kinds_in_which_something_has_changed_are_compared(kind):
    main, variant = actions.tags_named(kind, ["Sci-Fi", "scifi"])
    later = timezone.now() + timedelta(seconds=1)
    at_first = changed_kinds()

    actions.look_for_synonyms(at=later)
    compared = changed_kinds()
    change = actions.merge(variant, into=main, by=None, at=later)
    arranged = changed_kinds()
    actions.look_for_synonyms(at=later + timedelta(seconds=1))
    actions.undo(change, by=None, at=later + timedelta(seconds=2))

    assert (at_first, compared, arranged, changed_kinds()) == (
        [kind],
        [],
        [kind],
        [kind],
    )


def test_the_host_can_have_them_looked_for_at_once(kind, capsys):
    actions.tags_named(kind, ["Sci-Fi", "scifi"])

    call_command("thesaurus", "compare")

    assert "1 likely synonym waits for a curator." in capsys.readouterr().out


def test_use_is_counted_and_only_differences_are_written(kind):
    often, once, never = actions.tags_named(kind, ["often", "once", "never"])
    make_work("One", tags=[often, once])
    make_work("Two", tags=[often])

    written = actions.count_use()

    assert written == 2
    assert actions.count_use() == 0
    assert list(Tag.objects.unsorted().by_use()) == [often, once, never]
    assert [tag.use_count for tag in Tag.objects.by_use()] == [2, 1, 0]
