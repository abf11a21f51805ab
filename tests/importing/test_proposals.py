"""What grouping found becomes rows to review: nothing invented, nothing lost."""

from fascicle.importing.additions import Known, what_is_new
from fascicle.importing.models import SourceFile
from fascicle.importing.proposals import Library, draft_story
from fascicle.importing.story import (
    ChapterText,
    Conclusion,
    Copy,
    Evidence,
    Note,
    Place,
    ProposedChapter,
    ProposedWork,
    Reading,
    SourceText,
    Story,
)
from fascicle.works.models import Chapter

LONG = "<p>" + "A word of the tale. " * 40 + "</p>"


def chapter(html: str = LONG, **fields) -> ChapterText:
    return ChapterText((3, 9), html=html, word_count=html.count(" "), **fields)


def library(*chapters: ChapterText, language: str = "") -> Library:
    """One file for each chapter."""
    told = Conclusion(language, 0.9) if language else None
    files = [SourceFile(pk=n + 1, name=f"{n}.txt") for n in range(len(chapters))]
    readings = {
        number: Reading(
            SourceText(f"{number}.txt", "", 0, "utf-8", 1.0, ()),
            (Story((each,), language=told),),
        )
        for number, each in enumerate(chapters)
    }
    return Library(files, readings)


def work(*numbers: int, **fields) -> ProposedWork:
    chapters = tuple(ProposedChapter(Place(number)) for number in numbers)
    return ProposedWork("k", fields.pop("chapters", chapters), **fields)


def test_what_is_not_said_stays_empty():
    draft = draft_story(work(0), library(chapter()))
    draft.look_over()

    story = draft.story
    assert (story.title, story.title_sure, story.author) == ("", None, "")
    assert (story.status, story.planned_chapters, story.language) == ("", None, "")
    assert story.opening.startswith("A word of the tale. A word")
    assert len(story.opening) <= 160
    assert story.troubles == ["untitled", "no-author"]


def test_a_conclusion_keeps_its_confidence_and_its_evidence_with_the_file():
    title = Conclusion(
        "Salt  Roads", 0.95, (Evidence("title-field", "Title: …", (1, 1)),)
    )

    story = draft_story(work(0, title=title), library(chapter())).story

    assert (story.title, story.title_sure) == ("Salt Roads", 0.95)
    assert story.evidence["title"] == [
        {"file": "0.txt", "rule": "title-field", "quote": "Title: …", "lines": [1, 1]}
    ]


def test_only_what_speaks_to_readers_becomes_a_note():
    notes = (
        Note("author-note", "before", (1, 2), "<p>Hello!</p>"),
        Note("mail", "before", (1, 2), "<p>From: someone</p>"),
        Note("author-note", "inside", (4, 4), "<p>Ahem.</p>"),
        Note("disclaimer", "after", (9, 9), "<p>Not mine.</p>"),
    )

    part = draft_story(work(0), library(chapter(notes=notes))).parts[0].part

    assert part.notes_before == "<p>Hello!</p>"
    assert part.notes_after == "<p>Ahem.</p>\n<p>Not mine.</p>"


def test_a_part_without_text_is_left_out_and_pointed_out():
    draft = draft_story(work(0, 1), library(chapter(), chapter("<p></p>")))
    draft.look_over()

    assert [each.part.excluded for each in draft.parts] == [False, True]
    assert "empty-part" in draft.story.troubles
    assert draft.story.part_count == 1


def test_what_no_database_can_hold_is_left_out():
    title = Conclusion("Sa\x00lt\ud800", 1.0, (Evidence("heading", "a\x00b"),))

    draft = draft_story(work(0, title=title), library(chapter("<p>a\x00b\udfff</p>")))

    assert draft.story.title == "Salt"
    assert draft.story.evidence["title"][0]["quote"] == "ab"
    assert draft.parts[0].html == "<p>ab</p>"


def test_troubles_of_parts_are_found():
    one = chapter(number=Conclusion(1.0, 0.9))
    three = chapter(LONG + "<p>\ufffd</p>", number=Conclusion(3.0, 0.9))
    draft = draft_story(work(0, 1), library(one, three))
    draft.parts[1].part.language, draft.parts[0].part.language = "de", "en"

    draft.look_over()

    found = set(draft.story.troubles)
    assert {"gap", "lost-letters", "mixed-languages"} <= found
    assert draft.story.trouble >= 150


def test_a_doubtful_copy_is_pointed_out():
    copy = Copy(Place(1), Place(0), "revised", 0.6)
    chapters = (ProposedChapter(Place(0), versions=(copy,)),)
    draft = draft_story(work(chapters=chapters), library(chapter(), chapter()))

    draft.look_over()

    assert "doubtful-copy" in draft.story.troubles
    assert draft.parts[0].versions[0].part.copy_kind == "revised"
    assert draft.story.part_count == 1


def test_chapters_three_to_five_leave_no_gap():
    parts = library(
        chapter(number=Conclusion(2.0, 0.9)),
        chapter(number=Conclusion(3.0, 0.9), last_number=5.0),
        chapter(number=Conclusion(6.0, 0.9)),
    )
    draft = draft_story(work(0, 1, 2), parts)

    draft.look_over()

    assert "gap" not in draft.story.troubles


# ---------------------------------------------------------------- additions


def known(*places: tuple[int, int], again: tuple[int, ...] = ()) -> Known:
    """Chapters of work 7 that the library has, by file and key."""
    chapters = {(file, 3): Chapter(pk=pk, work_id=7) for file, pk in places}
    return Known(chapters, frozenset(again))


def test_a_new_part_of_what_the_library_has_is_added_to_that_work():
    addition = what_is_new(
        work(0, 1), library(chapter(), chapter()), known((1, 70), again=(1,))
    )

    assert addition.adds_to == 7
    assert [each.place for each in addition.work.chapters] == [Place(1)]


def test_what_the_library_has_is_not_proposed_again():
    assert what_is_new(work(0), library(chapter()), known((1, 70), again=(1,))) is None


def test_what_another_batch_holds_unaccepted_is_not_proposed_again():
    assert what_is_new(work(0), library(chapter()), known(again=(1,))) is None


def test_another_copy_of_a_chapter_of_the_library_is_a_copy_of_it():
    copy = Copy(Place(1), Place(0), "revised", 0.95)
    chapters = (ProposedChapter(Place(0), versions=(copy,)),)

    addition = what_is_new(
        work(chapters=chapters),
        library(chapter(), chapter()),
        known((1, 70), again=(1,)),
    )

    assert addition.copies == {Place(1): (70, copy)}


def test_the_better_copy_of_a_chapter_of_the_library_is_a_copy_of_it_too():
    copy = Copy(Place(0), Place(1), "cut-short", 0.95)
    chapters = (ProposedChapter(Place(1), versions=(copy,)),)

    addition = what_is_new(
        work(chapters=chapters),
        library(chapter(), chapter()),
        known((1, 70), again=(1,)),
    )

    assert addition.copies == {Place(1): (70, None)}


def test_a_new_copy_of_what_waits_in_another_batch_stands_by_itself():
    copy = Copy(Place(1), Place(0), "revised", 0.95)
    chapters = (ProposedChapter(Place(0), versions=(copy,)),)

    addition = what_is_new(
        work(chapters=chapters), library(chapter(), chapter()), known(again=(1,))
    )

    assert [each.place for each in addition.work.chapters] == [Place(1)]
    assert addition.adds_to is None
