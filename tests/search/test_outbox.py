"""What changes is noted, whoever changes it, and read without loss."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from fascicle.accounts.models import PenName
from fascicle.search.index import outbox, triggers
from fascicle.search.index.outbox import Lane, Position, Reader
from fascicle.search.models import Change, Subject
from fascicle.tags.models import Closure, Kind, Tag
from fascicle.works.models import (
    Byline,
    Chapter,
    ChapterText,
    Rating,
    Relation,
    RelationKind,
    Series,
    SeriesEntry,
    Tally,
    Work,
)
from tests.factories import NOW, make_pen_name, make_rating, make_work

pytestmark = pytest.mark.django_db


def noted():
    """What has been noted, and forget it."""
    found = set(Change.objects.values_list("subject", "subject_id"))
    Change.objects.all().delete()
    return found


def make_tag(name="Harbours", *, kind="theme", **kwargs):
    kind = Kind.objects.get_or_create(
        slug=kind, defaults={"name": kind, "plural": kind}
    )[0]
    return Tag.objects.create(kind=kind, name=name, key=name.lower(), **kwargs)


@pytest.fixture
def work():
    made = make_work()
    noted()
    return made


def test_a_new_work_is_noted():
    work = make_work()

    assert ("work", work.pk) in noted()


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Tide Tables"},
        {"title_key": "tide tables"},
        {"summary": "<p>Of tides.</p>"},
        {"notes_before": "<p>Thanks.</p>"},
        {"notes_after": "<p>Thanks.</p>"},
        {"language": "pt"},
        {"rating": None},
        {"status": "complete"},
        {"members_only": True},
        {"word_count": 12},
        {"chapter_count": 2},
        {"posted_at": NOW + timedelta(days=1)},
        {"updated_at": NOW + timedelta(days=1)},
        {"hidden_at": NOW},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_many_works_at_once_is_noted_for_each(work, change):
    other = make_work("Other")
    noted()

    Work.objects.update(**change)

    assert noted() == {("work", work.pk), ("work", other.pk)}


def test_writing_the_same_again_is_not_noted(work):
    work.save()
    Work.objects.update(title=work.title)

    assert noted() == set()


def test_a_deleted_work_is_noted(work):
    pk = work.pk

    work.delete()

    assert ("work", pk) in noted()


def test_a_byline_is_noted_for_its_work(work):
    byline = Byline.objects.create(
        work=work, pen_name=make_pen_name("Second"), position=1
    )
    assert noted() == {("work", work.pk)}

    Byline.objects.filter(pk=byline.pk).update(position=7)
    assert noted() == {("work", work.pk)}

    byline.delete()
    assert noted() == {("work", work.pk)}


def test_a_tag_put_on_or_off_is_noted_for_the_work(work):
    tag = make_tag()
    noted()

    work.tags.add(tag)
    assert noted() == {("work", work.pk)}

    work.tags.clear()
    assert noted() == {("work", work.pk)}


def test_a_link_moved_to_another_work_is_noted_for_both(work):
    other = make_work("Other")
    work.tags.add(make_tag())
    noted()

    Work.tags.through.objects.update(work=other)

    assert noted() == {("work", work.pk), ("work", other.pk)}


def test_a_place_in_a_series_is_noted_for_the_work(work):
    series = Series.objects.create(title="Roads", title_key="roads")
    entry = SeriesEntry.objects.create(series=series, work=work, position=1)
    assert noted() == {("work", work.pk)}

    entry.delete()
    assert noted() == {("work", work.pk)}


def test_a_chapter_is_noted_for_its_work(work):
    Chapter.objects.update(title="One")
    assert noted() == {("work", work.pk)}

    Chapter.objects.update(posted_at=None)
    assert noted() == {("work", work.pk)}

    Chapter.objects.update(changed_at=NOW + timedelta(days=1))
    assert noted() == {("work", work.pk)}

    Chapter.objects.all().delete()
    assert noted() == {("work", work.pk)}


def test_a_text_is_noted_for_its_work(work):
    ChapterText.objects.update(html="<p>Anew.</p>")

    assert noted() == {("work", work.pk)}


def test_a_sequel_is_noted_for_the_work_it_follows(work):
    sequel = make_work("Sequel")
    noted()
    Relation.objects.create(work=sequel, kind=RelationKind.SEQUEL, to_work=work)
    assert noted() == {("work", work.pk)}

    Work.objects.filter(pk=sequel.pk).update(hidden_at=NOW)
    assert noted() == {("work", work.pk), ("work", sequel.pk)}

    Relation.objects.all().delete()
    assert noted() == {("work", work.pk)}


def test_a_tally_is_noted_by_itself(work):
    Tally.objects.create(work=work, kudos=3)
    assert noted() == {("tally", work.pk)}

    Tally.objects.update(kudos=4)
    assert noted() == {("tally", work.pk)}


def test_a_renamed_pen_name_is_noted(work):
    pen_name = PenName.objects.get()

    PenName.objects.update(profile="<p>Hello.</p>")
    assert noted() == set()

    PenName.objects.update(name="Renamed", key="renamed")
    assert noted() == {("pen_name", pen_name.pk)}


def test_what_happens_to_a_tag_is_noted():
    tag, other = make_tag(), make_tag("Ports")
    assert noted() == set()

    Tag.objects.filter(pk=tag.pk).update(canonical=other)
    assert noted() == {("tag", tag.pk)}

    Tag.objects.filter(pk=other.pk).update(name="Ports of call")
    assert noted() == {("tag", other.pk)}

    Tag.objects.filter(pk=other.pk).update(description="<p>Where ships are.</p>")
    assert noted() == set()


def test_a_broader_tag_is_noted_for_the_narrower_one():
    tag, other = make_tag(), make_tag("Ports")

    Closure.objects.create(tag=tag, ancestor=other)
    assert noted() == {("tag", tag.pk)}

    Closure.objects.all().delete()
    assert noted() == {("tag", tag.pk)}


def test_a_rating_that_becomes_adult_is_noted():
    rating = make_rating()

    Rating.objects.update(description="For all.")
    assert noted() == set()

    Rating.objects.update(is_adult=True)
    assert noted() == {("rating", rating.pk)}


def test_what_makes_crossovers_concerns_everything():
    make_tag()
    noted()

    Kind.objects.update(makes_crossovers=True)

    assert noted() == {("all", 0)}


def test_what_is_taken_back_was_never_noted(work):
    with transaction.atomic():
        Work.objects.update(title="Never")
        transaction.set_rollback(True)

    assert noted() == set()


def test_a_reader_gets_each_row_once(work):
    reader = Reader(Lane.EDITS, outbox.here())
    Work.objects.update(title="One")
    Work.objects.update(title="Two")

    assert reader.read().works == {work.pk}
    assert reader.read().last is None


def test_a_reader_takes_as_much_as_it_can_carry():
    reader = Reader(Lane.EDITS, outbox.here())
    works = {make_work(f"Work {n}").pk for n in range(5)}

    found, bites = set(), 0
    while (news := reader.read(3)).last is not None:
        found |= news.works
        bites += 1

    assert found == works
    assert bites > 1


def test_tallies_have_a_lane_of_their_own(work):
    edits, tallies = (Reader(lane, outbox.here()) for lane in Lane)

    Tally.objects.create(work=work, kudos=3)

    assert edits.read().last is None
    assert tallies.read().works == {work.pk}


def test_works_of_a_tag_are_those_that_mean_it():
    harbour, haven, port = make_tag(), make_tag("Havens"), make_tag("Ports")
    works = [
        make_work(f"Work {n}", tags=[tag])
        for n, tag in enumerate([harbour, haven, port])
    ]
    Tag.objects.filter(pk=haven.pk).update(canonical=harbour)
    Closure.objects.create(tag=harbour, ancestor=port)

    assert outbox.works_of(Subject.TAG, [harbour.pk]) == [works[0].pk, works[1].pk]
    assert outbox.works_of(Subject.TAG, [port.pk]) == [work.pk for work in works]


def test_works_of_pen_names_and_ratings_are_those_that_bear_them(work):
    make_work("Other", by=make_pen_name("Other"), rated=False)
    pen_name = work.pen_names.get()

    assert outbox.works_of(Subject.PEN_NAME, [pen_name.pk]) == [work.pk]
    assert outbox.works_of(Subject.RATING, [work.rating_id]) == [work.pk]


def test_old_rows_are_forgotten_but_the_newest_stays_as_a_mark(work):
    Work.objects.update(title="One")
    mark = outbox.mark()
    Change.objects.update(at=timezone.now() - timedelta(days=30))

    outbox.trim(at=timezone.now())

    assert [row.id for row in Change.objects.all()] == [mark.id]


def test_a_mark_is_known_until_its_row_is_gone_or_another(work):
    mark = outbox.mark()
    assert outbox.knows(mark)

    Change.objects.update(at=NOW)
    assert not outbox.knows(mark)

    Change.objects.all().delete()
    assert not outbox.knows(mark)


def test_while_paused_nothing_is_noted_and_then_everything(work):
    with outbox.paused():
        Work.objects.update(title="One")
        assert noted() == set()
    assert noted() == {("all", 0)}

    Work.objects.update(title="Two")
    assert noted() == {("work", work.pk)}


def test_lost_triggers_are_made_again_and_everything_counts_as_changed(work):
    from django.core.management import call_command

    triggers.drop()
    assert not triggers.stand()

    call_command("migrate", verbosity=0)

    assert triggers.stand()
    assert noted() == {("all", 0)}


def test_a_position_before_everything_reads_everything(work):
    Work.objects.update(title="One")

    assert Reader(Lane.EDITS, Position()).read().works == {work.pk}


def test_both_lanes_are_read_by_an_index(work):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        for lane in Lane:
            cursor.execute(
                f"EXPLAIN {'QUERY PLAN' if connection.vendor == 'sqlite' else ''} "
                + outbox.SELECT.format(lane=lane.value),
                [0, 0, 1, 10],
            )
            plan = " ".join(str(row) for row in cursor.fetchall())
            assert "changes_" in plan
