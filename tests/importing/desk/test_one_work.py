"""One work is put right on its page; a form of before is refused, and keeps what was typed."""

import pytest
from django.urls import reverse

from fascicle.importing.actions.review import chapters, shaping
from fascicle.importing.models import Part, Story
from fascicle.tags.models import Kind
from fascicle.works.models import Rating
from tests.importing.desk.factories import make_copy, make_series, make_story

pytestmark = pytest.mark.django_db


def at(name, story, *more):
    return reverse(f"importing:{name}", args=[story.batch_id, story.pk, *more])


def form(story, **changes):
    fields = {
        "title": story.title, "author": story.author, "language": story.language,
        "status": story.status, "summary": story.summary, "series": "", "edits": story.edits,
    }  # fmt: skip
    return {**fields, **changes}


def kept(story):
    return list(Part.objects.filter(story=story, version_of=None).in_order())


@pytest.fixture
def story(batch):
    return make_story(batch, parts=3)


def test_everything_that_is_said_of_a_work_can_be_changed(desk, batch, story):
    rating, kind = Rating.objects.in_order().first(), Kind.objects.in_order().first()
    series = make_series(batch, "Beacons")

    desk.post(
        at("details", story),
        form(
            story, title="Low  Water ", author="K. Lund", language="nb", status="ongoing",
            summary="A lamp.\r\n\r\nA boat.", planned_chapters="9", rating=rating.pk,
            series="beacons", series_position="2.5", **{f"kind_{kind.pk}": "sea, fog"},
        ),
    )  # fmt: skip

    story.refresh_from_db()
    assert (story.title, story.author, story.language) == ("Low Water", "K. Lund", "nb")
    assert (story.status, story.planned_chapters) == ("ongoing", 9)
    assert story.summary == "A lamp.\n\nA boat."
    assert (story.rating, story.series, story.series_position) == (rating, series, 2.5)
    assert {tag.name for tag in story.tags.all()} == {"sea", "fog"}


def test_saving_what_is_there_changes_nothing(desk, story):
    desk.post(at("details", story), form(story))

    assert not story.batch.changes.exists()


def test_a_form_that_is_not_understood_keeps_what_was_typed(desk, story):
    answer = desk.post(
        at("details", story), form(story, title="Ebb", planned_chapters="0")
    )

    assert answer.status_code == 422
    assert 'value="Ebb"' in answer.content.decode()


def test_a_stale_form_changes_nothing_and_keeps_what_was_typed(desk, host, story):
    typed = form(story, title="Mine")
    desk.post(at("details", story), form(story, title="Theirs"))

    answer = desk.post(at("details", story), typed)

    story.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, story.title) == (409, "Theirs")
    assert 'value="Mine"' in page
    assert "Somebody else changed this work meanwhile" in page
    assert f'name="edits" value="{story.edits}"' in page


def test_a_stale_order_is_refused(desk, host, story):
    first = kept(story)[0]
    chapters.move_to(first, position=3, edits=story.edits, by=host)

    answer = desk.post(
        at("part_position", story, first.pk),
        {"position": 1, "edits": story.edits},
        follow=True,
    )

    assert kept(story)[2] == first
    assert b"Look again: nothing was done." in answer.content


def test_an_accepted_work_is_not_changed_at_the_desk(desk, story):
    Story.objects.update(state="accepted")

    desk.post(at("details", story), form(story, title="Ebb"))

    story.refresh_from_db()
    assert story.title == "The Tide Office"


def test_chapters_go_up_and_down_without_dragging(desk, story):
    first, second, third = kept(story)

    desk.post(at("part_position", story, third.pk), {"position": 1, "edits": 0})

    assert kept(story) == [third, first, second]
    assert [part.position for part in kept(story)] == [1, 2, 3]


def test_a_chapter_gets_another_name_and_number(desk, story):
    part = kept(story)[0]

    desk.post(
        at("part_name", story, part.pk), {"title": "Ebb", "number": "1.5", "edits": 0}
    )

    part.refresh_from_db()
    assert (part.title, part.number, part.title_sure) == ("Ebb", 1.5, None)


def test_a_chapter_is_left_out_and_taken_in_again(desk, story):
    part = kept(story)[0]

    desk.post(at("part_exclusion", story, part.pk), {"edits": 0})
    story.refresh_from_db()
    without = (story.part_count, story.word_count)
    desk.post(at("part_inclusion", story, part.pk), {"edits": story.edits})

    story.refresh_from_db()
    assert (without, story.part_count, story.word_count) == ((2, 400), 3, 600)


def test_another_copy_is_chosen(desk, story):
    part = kept(story)[0]
    copy = make_copy(part)

    desk.post(at("part_choice", story, copy.pk), {"edits": 0})

    assert kept(story)[0] == copy


def test_chapters_are_moved_to_a_new_work_with_their_copies(desk, story):
    _first, second, _third = kept(story)
    copy = make_copy(second)

    answer = desk.post(at("split", story), {"part": [second.pk], "edits": 0})

    made = Story.objects.exclude(pk=story.pk).get()
    copy.refresh_from_db()
    assert answer.url == at("story", made)
    assert (made.author, made.title, made.part_count) == ("Ines Okafor", "", 1)
    assert (kept(made), copy.story) == ([second], made)
    assert [part.position for part in kept(story)] == [1, 2]
    assert "untitled" in made.troubles


def test_a_work_whose_chapters_all_moved_is_gone(desk, batch, story):
    other = make_story(batch, "Another Shore")

    desk.post(
        at("split", story),
        {"part": [part.pk for part in kept(story)], "into": other.pk, "edits": 0},
    )

    other.refresh_from_db()
    assert Story.objects.get() == other
    assert other.part_count == 4


def test_another_work_is_merged_into_this(desk, batch, story):
    other = make_story(batch, "Another Shore", parts=2)

    desk.post(at("merger", story), {"other": other.pk})

    story.refresh_from_db()
    assert Story.objects.get() == story
    assert (story.title, story.part_count) == ("The Tide Office", 5)


def test_the_other_work_is_found_by_its_words(desk, batch, story):
    make_story(batch, "Another Shore", author="K. Lund")

    page = desk.get(at("story", story), {"with": "shore"}).content.decode()

    assert "Another Shore" in page


def test_merging_takes_two(batch, host, story):
    with pytest.raises(shaping.NothingToMerge):
        shaping.merge(batch, [story.pk], by=host)


def test_guesses_are_confirmed(desk, batch):
    story = make_story(batch, title_sure=0.5, author_sure=0.5)

    desk.post(at("confirmation", story), {"edits": 0})

    story.refresh_from_db()
    assert (story.title_sure, story.author_sure, story.troubles) == (None, None, [])


def test_a_series_is_named_and_put_in_order(desk, batch):
    series = make_series(batch, "")
    one = make_story(batch, "One", series=series)
    two = make_story(batch, "Two", series=series)
    args = [batch.pk, series.pk]

    desk.post(reverse("importing:series_title", args=args), {"title": "Beacons"})
    desk.post(
        reverse("importing:series_order", args=args),
        {f"place-{one.pk}": "2", f"place-{two.pk}": "1,5"},
    )

    series.refresh_from_db()
    assert series.title == "Beacons"
    assert list(series.stories.in_library_order()) == [two, one]
    assert Story.objects.get(pk=two.pk).series_position == 1.5


@pytest.mark.parametrize("text", ["x", "-1", "nan", "1e99"])
def test_a_place_that_is_no_number_changes_nothing(desk, batch, text):
    series = make_series(batch)
    story = make_story(batch, series=series, series_position=3)

    desk.post(
        reverse("importing:series_order", args=[batch.pk, series.pk]),
        {f"place-{story.pk}": text},
    )

    story.refresh_from_db()
    assert story.series_position == 3
