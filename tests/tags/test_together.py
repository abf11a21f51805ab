"""Curators who rearrange tags at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from fascicle.tags import actions
from fascicle.tags.models import Broader, Closure, Kind, Tag
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)

LOGGED = {"by": None, "at": NOW}


@pytest.fixture
def tags():
    kind = Kind.objects.create(slug="genre", name="genre", plural="genres")
    return actions.tags_named(kind, ["one", "two", "three"])


def at_once(*calls):
    """Each call in a session of its own; what each was refused for, or None."""
    start = Barrier(len(calls))

    def run(call):
        try:
            connection.ensure_connection()
            start.wait(timeout=20)
            call()
        except actions.Refused as refusal:
            return type(refusal)
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.parametrize("attempt", range(5))
def test_of_two_halves_of_a_circle_one_is_refused(tags, attempt):
    one, two, _ = tags

    refused = at_once(
        lambda: actions.make_broader(one, broader=two, **LOGGED),
        lambda: actions.make_broader(two, broader=one, **LOGGED),
    )

    assert sorted(refused, key=str) == [actions.WouldCircle, None]
    assert Broader.objects.count() == Closure.objects.count() == 1


@pytest.mark.parametrize("attempt", range(5))
def test_two_tags_merged_into_each_other_become_one(tags, attempt):
    one, two, _ = tags

    refused = at_once(
        lambda: actions.merge(one, into=two, **LOGGED),
        lambda: actions.merge(two, into=one, **LOGGED),
    )

    assert sorted(refused, key=str) == [actions.SameTag, None]
    assert Tag.objects.canonical().count() == 2


@pytest.mark.parametrize("attempt", range(5))
def test_a_chain_of_merges_leaves_no_synonym_of_a_synonym(tags, attempt):
    one, two, three = tags

    refused = at_once(
        lambda: actions.merge(one, into=two, **LOGGED),
        lambda: actions.merge(two, into=three, **LOGGED),
    )

    assert refused == [None, None]
    assert set(three.synonyms.all()) == {one, two}


def test_a_tag_is_undone_once_by_two_who_ask(tags):
    one, two, _ = tags
    change = actions.merge(one, into=two, **LOGGED)

    refused = at_once(*[lambda: actions.undo(change, **LOGGED)] * 2)

    assert sorted(refused, key=str) == [actions.AlreadyUndone, None]


def test_tags_are_coined_while_others_are_rearranged(tags):
    one, two, _ = tags

    refused = at_once(
        lambda: actions.tags_named(one.kind, [f"new {n}" for n in range(20)]),
        lambda: actions.make_broader(one, broader=two, **LOGGED),
    )

    assert refused == [None, None]
    assert one.kind.tags.count() == 23
