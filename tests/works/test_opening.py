"""The first words of a work, by which an untitled one is known, are never words that are gone."""

import pytest

from fascicle.works import actions
from fascicle.works.actions import ChapterInput, Move
from fascicle.works.models import Work
from fascicle.works.opening import opening_of
from tests.factories import NOW, make_user, make_work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]


@pytest.fixture
def ines():
    return make_user("ines")


@pytest.fixture
def work(ines):
    """Its chapters: "Part 1 of the tale.", "Part 2 of the tale.", both posted."""
    return make_work(by=ines.pen_names.get(is_default=True), chapters=2)


def opening(work):
    return Work.objects.get(pk=work.pk).opening


def rewritten(chapter, text, by):
    new = ChapterInput(text=f"<p>{text}</p>")
    return actions.save_chapter(
        chapter, new, base_version=chapter.version, by=by, at=NOW
    )


def test_it_ends_at_a_word():
    said = opening_of("<p>“Come &amp; see,”<br>she said.</p>")

    assert said == "“Come & see,” she said."
    assert opening_of(f"<p>{'word ' * 60}</p>").endswith("word …")


def test_it_follows_the_first_chapter(work, ines):
    rewritten(work.chapters.get(position=1), "The tide turned.", ines)

    assert opening(work) == "The tide turned."


def test_a_chapter_in_the_bin_says_nothing_any_more_and_all_again_when_it_is_back(
    work,
):
    first = work.chapters.get(position=1)
    actions.discard_chapter(first, at=NOW)
    assert opening(work) == "Part 2 of the tale."

    actions.take_chapter_back(first)
    assert opening(work) == "Part 1 of the tale."


def test_it_changes_with_the_order(work):
    actions.move_chapter(work.chapters.get(position=2), at=NOW, to=Move.FIRST)

    assert opening(work) == "Part 2 of the tale."


def test_no_draft_opens_a_work_of_which_anything_is_public(work, ines):
    actions.unpost_chapter(work.chapters.get(position=1))
    assert opening(work) == "Part 2 of the tale."

    rewritten(work.chapters.get(position=1), "A secret.", ines)
    assert opening(work) == "Part 2 of the tale."

    actions.unpost_chapter(work.chapters.get(position=2))
    assert opening(work) == "A secret."
