"""The notice before a work always names a rule, and exactly where lists leave the work out."""

import random

import pytest

from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import Viewer
from fascicle.reading.queries.shield import reasons_for_work, tag_behind
from fascicle.tags.models import Closure, Tag
from fascicle.works.models import Work
from tests.factories import make_pen_name, make_rating, make_user, make_work
from tests.works.test_shield import make_tag

pytestmark = pytest.mark.django_db


@pytest.fixture
def library():
    pick = random.Random(7)
    tags = [make_tag("t0")]
    for number in range(1, 8):
        above = {0: {"broader": tags[0]}, 1: {"canonical": tags[0]}}.get(number % 4, {})
        tags.append(make_tag(f"t{number}", **above))
    writers = [make_pen_name(name) for name in ("Ines", "Tom", "Ada")]
    writers.append(make_user("writer").pen_names.get())
    ratings = [make_rating("General"), make_rating("Teen"), None]
    for number in range(16):
        work = make_work(
            f"Work {number}",
            by=pick.choice(writers),
            rating=pick.choice(ratings),
            language=pick.choice(["en", "de", ""]),
            status=pick.choice(["", "ongoing", "complete", "abandoned"]),
            tags=pick.sample(tags, pick.randrange(4)),
        )
        Work.objects.filter(pk=work.pk).update(word_count=pick.randrange(100))
    return tags, writers, ratings


def some(pick, keys):
    return frozenset(pick.sample(keys, pick.choice([0, 0, 0, 1, 2])))


def random_shield(pick, tags, writers, ratings):
    works = list(Work.objects.values_list("pk", flat=True))
    return Shield(
        tags=some(pick, [tag.pk for tag in tags] + [10**9]),
        pen_names=some(pick, [writer.pk for writer in writers]),
        works=some(pick, works),
        ratings=some(pick, [rating.pk if rating else 0 for rating in ratings]),
        languages=some(pick, ["en", "de", "und", "fr"]),
        unfinished=pick.random() < 0.2,
        shorter_than=pick.choice([0, 0, 0, 20]),
        longer_than=pick.choice([0, 0, 0, 80]),
    )


def test_there_is_a_reason_for_each_work_that_lists_leave_out(library):
    pick = random.Random(3)
    writer = library[1][-1].user
    works = list(Work.objects.all())
    for shield in [random_shield(pick, *library) for _ in range(5)]:
        for viewer in (Viewer(shield=shield), Viewer(writer, shield=shield)):
            listed = set(Work.objects.listed_for(viewer).values_list("pk", flat=True))

            explained = {
                work.pk for work in works if not reasons_for_work(work.pk, viewer)
            }

            assert explained == listed, shield


def is_within(tag, other):
    """Whether a tag means what another does, or something narrower."""
    tag, other = tag.canonical or tag, other.canonical or other
    return tag == other or Closure.objects.filter(tag=tag, ancestor=other).exists()


def test_there_is_a_reason_for_each_tag_that_is_shielded_and_all_within(library):
    tags = list(Tag.objects.select_related("canonical"))
    for shielded in tags:
        viewer = Viewer(shield=Shield(frozenset({shielded.pk})))
        for tag in tags:
            reasons = tag_behind(viewer.shield, tag.pk, viewer)[1]

            assert bool(reasons) == is_within(tag, shielded), (tag, shielded)
            if reasons:
                left = Work.objects.listed_for(viewer).tagged(tag)
                assert not left.filter(tags=tag).exists()


def test_without_a_shield_no_query_is_made(library, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert reasons_for_work(1, Viewer()) == []
