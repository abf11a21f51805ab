"""Whatever a host decides can be taken back, as long as nothing later rests on it."""

import pytest
from django.core import serializers
from django.urls import reverse

from fascicle.importing.actions.review import chapters, decisions, shaping
from fascicle.importing.actions.review import story as one
from fascicle.importing.actions.review.acceptance import accept
from fascicle.importing.actions.review.undoing import (
    BuiltUpon,
    NothingToUndo,
    undo_change,
    undo_last,
)
from fascicle.importing.models import Change, Part, SeriesProposal, Story
from fascicle.tags.models import Kind
from fascicle.works.models import Rating, Work
from tests.factories import NOW
from tests.importing.desk.factories import make_copy, make_part, make_series, make_story

pytestmark = pytest.mark.django_db


def rows():
    """Everything the desk may change, but for how often it did."""
    kept = {}
    for model in (Story, Part, SeriesProposal):
        for row in serializers.serialize("python", model.objects.order_by("pk")):
            row["fields"].pop("edits", None)
            kept[row["model"], row["pk"]] = row["fields"]
    return kept


def details(story, **changes):
    fields = {
        "title": story.title, "author": story.author, "language": story.language,
        "status": story.status, "summary": story.summary,
        "planned_chapters": story.planned_chapters, "rating": story.rating,
        "series": "", "series_position": None, "tags": (),
    }  # fmt: skip
    return one.Details(**{**fields, **changes})


DECISIONS = {
    "exclude": lambda b, s, by: decisions.exclude(b, [s.pk], by=by),
    "set author": lambda b, s, by: decisions.set_author(b, [s.pk], author="K. Lund", by=by),
    "set title": lambda b, s, by: decisions.set_title(b, [s.pk], title="Low Water", by=by),
    "set language": lambda b, s, by: decisions.set_language(b, [s.pk], language="fr", by=by),
    "set status": lambda b, s, by: decisions.set_status(b, [s.pk], status="complete", by=by),
    "rate": lambda b, s, by: decisions.rate(b, [s.pk], rating=Rating.objects.first(), by=by),
    "add tags": lambda b, s, by: decisions.add_tags(
        b, [s.pk], kind=Kind.objects.first(), names=["sea", "fog"], by=by
    ),
    "put in series": lambda b, s, by: decisions.put_in_series(b, [s.pk], title="Lights", by=by),
    "take out of series": lambda b, s, by: decisions.put_in_series(b, [s.pk], title="", by=by),
    "merge": lambda b, s, by: shaping.merge(b, [s.pk, other(s).pk], by=by),
    "split": lambda b, s, by: shaping.split(s, [kept(s)[1].pk], edits=s.edits, by=by),
    "split all": lambda b, s, by: shaping.split(
        s, [part.pk for part in kept(s)], edits=s.edits, by=by, into=other(s)
    ),
    "move chapter": lambda b, s, by: chapters.move_to(
        kept(s)[0], position=3, edits=s.edits, by=by
    ),
    "rename chapter": lambda b, s, by: chapters.rename(
        kept(s)[0], title="Ebb", number=4, edits=s.edits, by=by
    ),
    "exclude chapter": lambda b, s, by: chapters.set_excluded(
        kept(s)[0], excluded=True, edits=s.edits, by=by
    ),
    "choose copy": lambda b, s, by: chapters.choose_copy(copy(s), edits=s.edits, by=by),
    "no copy": lambda b, s, by: chapters.part_from_copies(copy(s), edits=s.edits, by=by),
    "confirm": lambda b, s, by: one.confirm_guesses(s, edits=s.edits, by=by),
    "details": lambda b, s, by: one.set_details(
        s,
        details(s, title="Ebb", series="New Lights", tags=[(Kind.objects.first(), ["sea"])]),
        edits=s.edits,
        by=by,
    ),
    "name series": lambda b, s, by: one.name_series(s.series, title="Beacons", by=by),
    "order series": lambda b, s, by: one.order_series(s.series, {s.pk: 7.0}, by=by),
    "accept": lambda b, s, by: accept(b, [s.pk], by=by, at=NOW),
}  # fmt: skip


def other(story):
    return Story.objects.exclude(pk=story.pk).get()


def kept(story):
    return list(story.parts.filter(version_of=None).in_order())


def copy(story):
    return story.parts.exclude(version_of=None).get()


@pytest.fixture
def story(batch):
    story = make_story(
        batch, parts=3, author_sure=0.4, series=make_series(batch), series_position=1
    )
    make_copy(kept(story)[1])
    make_story(batch, "Another Shore", parts=2)
    return story


@pytest.mark.parametrize("name", DECISIONS)
def test_undoing_leaves_every_row_as_it_was(batch, host, story, name):
    before = rows()
    DECISIONS[name](batch, story, host)
    changed = rows() != before

    undo_last(batch, at=NOW)

    assert changed
    assert rows() == before


def test_undoing_an_acceptance_takes_the_work_out_of_the_library(batch, host, story):
    accept(batch, [story.pk], by=host, at=NOW)
    made = Work.objects.count()

    undo_last(batch, at=NOW)

    assert (made, Work.objects.count()) == (1, 0)


def test_rating_an_accepted_work_rates_the_work_and_back(batch, host, story):
    accept(batch, [story.pk], by=host, at=NOW)
    rating = Rating.objects.in_order().first()

    decisions.rate(batch, [story.pk], rating=rating, by=host)
    rated = Work.objects.get().rating
    undo_last(batch, at=NOW)

    assert (rated, Work.objects.get().rating) == (rating, None)


def test_an_older_decision_can_be_undone_where_nothing_rests_on_it(batch, host, story):
    decisions.set_author(batch, [story.pk], author="K. Lund", by=host)
    first = Change.objects.get()
    decisions.set_title(batch, [story.pk], title="Low Water", by=host)

    undo_change(first, at=NOW)

    story.refresh_from_db()
    assert (story.author, story.title) == ("Ines Okafor", "Low Water")


def test_a_decision_on_which_another_rests_stays(batch, host, story):
    decisions.set_author(batch, [story.pk], author="K. Lund", by=host)
    first = Change.objects.get()
    decisions.set_author(batch, [story.pk], author="M. Adeyemi", by=host)

    with pytest.raises(BuiltUpon):
        undo_change(first, at=NOW)

    story.refresh_from_db()
    assert story.author == "M. Adeyemi"


def test_nothing_is_undone_twice(batch, host, story):
    decisions.exclude(batch, [story.pk], by=host)
    undo_last(batch, at=NOW)

    with pytest.raises(NothingToUndo):
        undo_last(batch, at=NOW)


def test_the_history_says_who_did_what_and_undoes_it(desk, host, batch, story):
    desk.post(reverse("importing:exclusions", args=[batch.pk]), {"story": [story.pk]})
    history = reverse("importing:changes", args=[batch.pk])
    page = desk.get(history).content.decode()

    desk.post(
        reverse("importing:change_undoing", args=[batch.pk, Change.objects.get().pk])
    )

    story.refresh_from_db()
    assert "Excluded: 1 work" in page
    assert str(host) in page
    assert story.state == "proposed"


def test_a_copy_that_was_chosen_takes_the_place_of_the_other(batch, host, story):
    chapter, better = kept(story)[1], copy(story)

    chapters.choose_copy(better, edits=story.edits, by=host)

    chapter.refresh_from_db()
    better.refresh_from_db()
    assert (better.version_of, better.position) == (None, 2)
    assert (chapter.version_of, chapter.copy_kind) == (better, "cut-short")


def test_a_merged_work_has_all_chapters_in_the_order_of_their_numbers(batch, host):
    late = make_story(batch, "", parts=0)
    make_part(late, number=3)
    early = make_story(batch, "Tides", parts=2)

    merged = shaping.merge(batch, [late.pk, early.pk], by=host)

    assert merged.title == "Tides"
    assert [part.number for part in kept(merged)] == [1, 2, 3]
    assert [part.position for part in kept(merged)] == [1, 2, 3]
