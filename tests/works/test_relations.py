import pytest
from django.db import IntegrityError, transaction

from fascicle.works import actions
from fascicle.works.models import Relation, RelationKind
from tests.factories import make_pen_name, make_work

pytestmark = pytest.mark.django_db


def test_a_title_that_is_here_is_linked_at_once():
    first = make_work("Salt Roads")
    second = make_work("Tin Roads")

    relation = actions.relate(second, RelationKind.SEQUEL, title="The Salt Roads")

    assert relation.to_work == first


def test_a_bare_title_resolves_itself_when_that_work_arrives():
    second = make_work("Tin Roads")
    actions.relate(second, RelationKind.SEQUEL, title="Salt Roads")

    first = make_work("Salt Roads")

    assert Relation.objects.get().to_work == first


def test_a_named_author_must_match():
    second = make_work("Tin Roads")
    actions.relate(
        second, RelationKind.SEQUEL, title="Salt Roads", author="Ines Okafor"
    )

    make_work("Salt Roads", by=make_pen_name("Another Hand"))

    assert Relation.objects.get().to_work is None


def test_two_works_of_one_title_are_not_guessed_between():
    make_work("Salt Roads")
    make_work("Salt Roads", by=make_pen_name("Another Hand"))

    relation = actions.relate(
        make_work("Tin Roads"), RelationKind.SEQUEL, title="Salt Roads"
    )

    assert relation.to_work is None


def test_a_work_is_not_its_own_sequel():
    work = make_work("Salt Roads")

    assert actions.relate(work, RelationKind.SEQUEL, title="Salt Roads") is None


def test_the_title_outlives_the_work_it_named():
    first = make_work("Salt Roads")
    relation = actions.relate(
        make_work("Tin Roads"), RelationKind.SEQUEL, title="Salt Roads"
    )

    actions.delete_work(first)

    relation.refresh_from_db()
    assert (relation.to_work, relation.to_title) == (None, "Salt Roads")


def test_the_database_refuses_a_relation_to_nothing():
    with pytest.raises(IntegrityError), transaction.atomic():
        Relation.objects.create(work=make_work(), kind=RelationKind.SEQUEL)
