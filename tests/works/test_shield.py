"""What a reader asked not to meet stands in no list, and nothing else is lost."""

from dataclasses import replace

import pytest

from fascicle.accounts.shield import Shield
from fascicle.accounts.viewer import Viewer
from fascicle.core.names import name_key
from fascicle.tags.models import Broader, Closure, Kind, Tag
from fascicle.works.models import Work
from tests.factories import make_pen_name, make_rating, make_user, make_work

pytestmark = pytest.mark.django_db


def make_tag(name, *, broader=None, canonical=None):
    kind, _ = Kind.objects.get_or_create(slug="theme", name="theme", plural="themes")
    tag = Tag.objects.create(
        kind=kind, name=name, key=name_key(name), canonical=canonical
    )
    if broader:
        Broader.objects.create(narrower=tag, broader=broader)
        Closure.objects.create(tag=tag, ancestor=broader)
    return tag


def listed(shield, user=None):
    works = Work.objects.listed_for(Viewer(user, shield=shield))
    return set(works.values_list("title", flat=True))


def shield_of(**lists):
    return Shield(**{name: frozenset(keys) for name, keys in lists.items()})


def test_without_a_shield_nothing_is_kept_away():
    make_work("Open")

    assert listed(Shield()) == {"Open"}


def test_a_tag_keeps_away_its_synonyms_and_all_that_is_narrower():
    sea = make_tag("sea")
    storm = make_tag("storm", broader=sea)
    named = {
        "Sea": sea,
        "Storm": storm,
        "Ocean": make_tag("ocean", canonical=sea),
        "Gale": make_tag("gale", canonical=storm),
        "Hill": make_tag("hill"),
    }
    for title, tag in named.items():
        make_work(title, tags=[tag])
    make_work("Bare")

    assert listed(shield_of(tags=[sea.pk])) == {"Hill", "Bare"}
    assert listed(shield_of(tags=[named["Ocean"].pk])) == {"Hill", "Bare"}
    assert listed(shield_of(tags=[storm.pk])) == {"Sea", "Ocean", "Hill", "Bare"}
    assert listed(shield_of(tags=[10**9])) == {"Bare", *named}


def test_a_shielded_synonym_stands_for_everything_below_what_it_means():
    sea = make_tag("sea")
    ocean = make_tag("ocean", canonical=sea)
    make_work("Storm", tags=[make_tag("storm", broader=sea)])

    assert listed(shield_of(tags=[ocean.pk])) == set()


def test_a_pen_name_keeps_away_what_it_wrote_with_others():
    ines, tom = make_pen_name("Ines"), make_pen_name("Tom")
    make_work("Alone", by=tom)
    both = make_work("Both", by=ines)
    both.bylines.create(pen_name=tom, position=1)

    assert listed(shield_of(pen_names=[ines.pk])) == {"Alone"}
    assert listed(shield_of(pen_names=[tom.pk])) == set()


def test_a_work_is_kept_away_alone():
    make_work("Open")
    other = make_work("Other")

    assert listed(shield_of(works=[other.pk])) == {"Open"}


def test_ratings_keep_away_what_bears_them_and_zero_what_bears_none():
    teen = make_rating("Teen")
    make_work("Teen", rating=teen)
    make_work("General")
    make_work("Unrated", rated=False)

    assert listed(shield_of(ratings=[teen.pk])) == {"General", "Unrated"}
    assert listed(shield_of(ratings=[0])) == {"General", "Teen"}
    assert listed(shield_of(ratings=[0, teen.pk])) == {"General"}


def test_languages_keep_away_works_in_them_and_und_those_in_none():
    make_work("English", language="en")
    make_work("German", language="de")
    make_work("Unknown")

    assert listed(shield_of(languages=["de"])) == {"English", "Unknown"}
    assert listed(shield_of(languages=["und"])) == {"English", "German"}


def test_unfinished_works_are_those_that_are_said_to_be():
    for status in ("ongoing", "hiatus", "abandoned", "complete", ""):
        make_work(status or "unknown", status=status)

    assert listed(Shield(unfinished=True)) == {"complete", "unknown"}


def test_lengths_keep_away_what_is_shorter_or_longer():
    for words in (10, 20, 30):
        Work.objects.filter(pk=make_work(str(words)).pk).update(word_count=words)

    assert listed(Shield(shorter_than=20)) == {"20", "30"}
    assert listed(Shield(longer_than=20)) == {"10", "20"}
    assert listed(Shield(shorter_than=11, longer_than=29)) == {"20"}


def test_writers_always_find_their_own_works():
    writer = make_user("writer")
    own = make_work("Own", by=writer.pen_names.get(), posted=False, rated=False)
    other = make_work("Other", rated=False)
    shield = replace(
        shield_of(works=[own.pk, other.pk], ratings=[0]), shorter_than=10**6
    )

    assert listed(shield, writer) == {"Own"}
    assert listed(shield) == set()


def test_a_shielded_work_can_still_be_known_of():
    work = make_work("Kept away")
    viewer = Viewer(shield=shield_of(works=[work.pk]))

    assert Work.objects.visible_to(viewer).with_pk(work.pk) == work
