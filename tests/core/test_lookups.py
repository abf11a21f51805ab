"""Conditions of our own mean the same on every database."""

import pytest
from django.db.models import F

from fascicle.tags.models import Kind, Tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def tags():
    kind = Kind.objects.create(slug="theme", name="Theme")
    return [
        Tag.objects.create(kind=kind, name=f"tag {n}", key=f"tag {n}") for n in range(3)
    ]


@pytest.mark.parametrize("chosen", [(), (0,), (0, 2), (0, 1, 2)])
def test_among_is_in(tags, chosen):
    keys = {tags[n].pk for n in chosen} | {2**40}

    assert set(Tag.objects.filter(pk__among=keys)) == {tags[n] for n in chosen}
    assert set(Tag.objects.filter(pk__among=keys)) == set(
        Tag.objects.filter(pk__in=keys)
    )


def test_nothing_is_among_nothing(tags):
    assert not Tag.objects.filter(pk__among=[]).exists()
    assert Tag.objects.exclude(pk__among=[]).count() == 3


def test_among_looks_at_expressions_too(tags):
    found = Tag.objects.annotate(twice=F("pk") * 2).filter(
        twice__among=[2 * tags[1].pk]
    )

    assert list(found) == [tags[1]]
