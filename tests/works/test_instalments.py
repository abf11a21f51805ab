"""Chapters one by one: posted, taken back, put in order, thrown away."""

from datetime import timedelta

import pytest

from fascicle.core.models import Archive
from fascicle.works import actions
from fascicle.works.actions import Move
from fascicle.works.models import Chapter, ScheduledPosting, Work
from fascicle.works.signals import chapter_posted
from tests.factories import NOW, make_chapter, make_work

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


def make_serial(*titles, posted=False):
    texts = [make_chapter(f"<p>{title} it is.</p>", title=title) for title in titles]
    return make_work(texts=texts, posted=posted)


def titles(work):
    found = work.chapters.living().in_order().values_list("position", "title")
    assert [position for position, _ in found] == list(range(1, len(found) + 1))
    return " ".join(title for _, title in found)


def chapter(work, title):
    return work.chapters.get(title=title)


def test_one_draft_is_posted_and_its_work_with_it():
    work = make_serial("A", "B")

    assert actions.post_chapter(chapter(work, "B"), at=LATER)

    work.refresh_from_db()
    assert (work.posted_at, work.updated_at) == (LATER, LATER)
    assert (work.chapter_count, work.word_count) == (1, 3)
    assert chapter(work, "A").posted_at is None


def test_posting_is_announced_once_and_says_whether_quietly(
    django_capture_on_commit_callbacks,
):
    draft = chapter(make_serial("A"), "A")
    heard = []

    def listen(work_id, chapter_id, quietly, **kwargs):
        heard.append((chapter_id, quietly))

    chapter_posted.connect(listen)

    with django_capture_on_commit_callbacks(execute=True):
        assert actions.post_chapter(draft, at=NOW, quietly=True)
        assert not actions.post_chapter(draft, at=NOW)

    chapter_posted.disconnect(listen)
    assert heard == [(draft.pk, True)]


def test_a_quiet_chapter_leaves_the_work_where_it_is_in_lists():
    work = make_serial("A", "B", "C")
    actions.post_chapter(chapter(work, "A"), at=NOW)

    actions.post_chapter(chapter(work, "B"), at=LATER, quietly=True)
    work.refresh_from_db()
    assert work.updated_at == NOW

    actions.post_chapter(chapter(work, "C"), at=LATER)
    work.refresh_from_db()
    assert work.updated_at == LATER


def test_a_chapter_may_be_dated_back():
    long_ago = NOW - timedelta(days=3000)
    work = make_serial("A", "B")

    actions.post_chapter(chapter(work, "A"), at=NOW, dated=long_ago)
    work.refresh_from_db()
    assert (work.posted_at, work.updated_at) == (long_ago, long_ago)

    actions.post_chapter(chapter(work, "B"), at=NOW)
    actions.date_chapter(chapter(work, "B"), dated=long_ago + timedelta(days=7))
    work.refresh_from_db()
    assert work.posted_at == long_ago
    assert work.updated_at == long_ago + timedelta(days=7)


def test_an_archive_may_want_a_rating_first(archive):
    Archive.objects.update(requires_rating=True)
    unrated = make_work(rated=False, posted=False)

    with pytest.raises(actions.NeedsRating):
        actions.post_chapter(unrated.chapters.get(), at=NOW)
    with pytest.raises(actions.NeedsRating):
        actions.post_work(unrated, at=NOW)

    assert not Work.objects.posted().exists()


def test_taking_back_the_last_public_chapter_takes_back_the_work():
    work = make_serial("A", "B", posted=True)

    actions.unpost_chapter(chapter(work, "B"))
    work.refresh_from_db()
    assert (work.chapter_count, work.posted_at) == (1, NOW)

    actions.unpost_chapter(chapter(work, "A"))
    work.refresh_from_db()
    assert (work.chapter_count, work.word_count, work.posted_at) == (0, 0, None)


@pytest.mark.parametrize(
    ("title", "how", "order"),
    [
        ("C", {"to": Move.FIRST}, "C A B D"),
        ("C", {"to": Move.UP}, "A C B D"),
        ("A", {"to": Move.UP}, "A B C D"),
        ("B", {"to": Move.DOWN}, "A C B D"),
        ("D", {"to": Move.DOWN}, "A B C D"),
        ("A", {"to": Move.LAST}, "B C D A"),
        ("D", {"before": "B"}, "A D B C"),
        ("A", {"before": "D"}, "B C A D"),
        ("A", {"before": "A"}, "A B C D"),
    ],
)
def test_a_chapter_moves(title, how, order):
    work = make_serial(*"ABCD", posted=True)
    if "before" in how:
        how = {"before": chapter(work, how["before"]).pk}

    actions.move_chapter(chapter(work, title), at=NOW, **how)

    assert titles(work) == order


def test_nothing_moves_before_a_chapter_of_another_work():
    work, other = make_serial(*"AB"), make_serial("X")

    actions.move_chapter(chapter(work, "B"), before=chapter(other, "X").pk, at=NOW)

    assert titles(work) == "A B"
    assert titles(other) == "X"


def test_all_are_arranged_at_once():
    work = make_serial(*"ABCD")
    keys = [chapter(work, title).pk for title in "DBAC"]

    actions.arrange_chapters(work, keys, at=NOW)

    assert titles(work) == "D B A C"


def test_an_order_that_forgets_a_chapter_changes_nothing():
    work = make_serial(*"ABC")
    keys = [chapter(work, title).pk for title in "CB"]

    for order in (keys, [*keys, *keys], [*keys, 10**9]):
        with pytest.raises(actions.NotTheOrder):
            actions.arrange_chapters(work, order, at=NOW)

    assert titles(work) == "A B C"


def test_what_is_thrown_away_leaves_no_gap_and_lies_in_the_bin():
    work = make_serial(*"ABCD", posted=True)
    ScheduledPosting.objects.create(
        chapter=chapter(work, "C"), due_at=LATER, set_at=NOW, wall_time="x"
    )

    for title in "BC":
        actions.discard_chapter(chapter(work, title), at=LATER)

    assert titles(work) == "A D"
    gone = Chapter.objects.filter(work=work, deleted_at=LATER)
    assert list(gone.order_by("position").values_list("title", "deleted_from")) == [
        ("B", 2),
        ("C", 2),
    ]
    work.refresh_from_db()
    assert work.chapter_count == 2
    assert not ScheduledPosting.objects.exists()


def test_a_work_whose_chapters_are_all_in_the_bin_is_not_public():
    work = make_serial("A", posted=True)

    actions.discard_chapter(chapter(work, "A"), at=LATER)

    assert not Work.objects.posted().exists()
