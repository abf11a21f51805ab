"""A shield says the same of one work in memory as in the database of all."""

import pytest

from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import Viewer
from fascicle.reading.telling.shielding import Traits, hides
from fascicle.tags.actions import make_broader, merge
from fascicle.tags.models import Kind, Tag
from fascicle.works.models import Work
from tests.factories import NOW, make_pen_name, make_rating, make_user, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


def tag_tree():
    kind = Kind.objects.first()
    tags = [
        Tag.objects.create(kind=kind, name=name, key=name)
        for name in ("sea", "harbour", "haven", "pier", "sky")
    ]
    curator = make_user("curator", role="curator")
    sea, harbour, haven, pier, _sky = tags
    make_broader(harbour, broader=sea, by=curator, at=NOW)
    make_broader(pier, broader=harbour, by=curator, at=NOW)
    merge(haven, into=harbour, by=curator, at=NOW)
    return tags


def test_a_shield_says_the_same_in_memory_as_in_the_database():
    tags = tag_tree()
    rating, name = make_rating("Mature", is_adult=True), make_pen_name()
    made = [
        make_work(f"With {tag}", tags=[tag], language="en", status="ongoing")
        for tag in tags
    ]
    made += [
        make_work("Bare", by=name, rated=False),
        make_work("Rated", rating=rating, language="de", status="complete"),
    ]
    Work.objects.filter(title="Bare").update(word_count=9000)
    shields = [
        *(Shield(tags=frozenset({tag.pk})) for tag in tags),
        Shield(pen_names=frozenset({name.pk})),
        Shield(works=frozenset({made[0].pk})),
        *(Shield(ratings=frozenset({one})) for one in (0, rating.pk)),
        *(Shield(languages=frozenset({one})) for one in ("und", "en")),
        Shield(unfinished=True),
        Shield(shorter_than=100),
        Shield(longer_than=100),
        Shield(),
    ]
    works_now = {one.pk: one for one in Work.objects.all()}

    for shield in shields:
        viewer = Viewer(shield=shield)
        shown = set(Work.objects.unshielded_for(viewer).values_list("pk", flat=True))
        in_memory = {
            pk for pk, one in works_now.items() if not hides(shield, Traits.of(one))
        }
        assert in_memory == shown, shield
