"""Notes in other voices and languages; story that only sounds like a note."""

import pytest

from fascicle.importing.story import Role

from .stories import TEXT, only, read

INSIDE = (
    "I kept the light for nine winters, and I never once saw the man who paid me for it.\n\n"
    "My sister wrote that I should come home. I burned the page and went up the stair.\n\n"
    "I have thought of it since, more often than I would have believed I could.\n\n"
)


def notes_and_story(text):
    """The lines of notes, and the lines of story."""
    reading = read(text)
    lines = list(zip(reading.source.lines, reading.roles, strict=True))
    notes = [line for line, role in lines if role is Role.NOTE]
    return notes, [line for line, role in lines if role is Role.STORY]


@pytest.mark.parametrize(
    "note",
    [
        "Yeah, they belong to the network. I only take them out to play.",
        "Takes place right after the season finale.",
        "Legal stuff that nobody reads: I own nothing but the teapot.",
        "Huhu! Da bin ich wieder mit einem neuen Kapitel, tut mir leid für die Pause.",
        "Coucou tout le monde ! Voici enfin la suite, désolée pour le retard.",
        "¡Hola a todos! Perdón por la tardanza, aquí les traigo un nuevo capítulo.",
        "Всем привет! Простите за задержку, вот новая глава.",
        "Ciao a tutti! Scusate il ritardo, ecco il nuovo capitolo.",
        "Cześć wszystkim! Przepraszam, oto nowy rozdział.",
        "大家好！抱歉更新晚了，這章有點短。",
    ],
)
def test_a_greeting_under_the_title_is_a_note(note):
    notes, story = notes_and_story(
        f"The Salt Stair\nby Wren\n\n{note}\n\nChapter 3\n\n{TEXT}\n"
    )

    assert notes == [note]
    assert note not in story


@pytest.mark.parametrize(
    "note",
    [
        "Sooo? What did you guys think? Hit that little button!",
        "Wie fandet ihr es? Über Kommentare freue ich mich.",
        "Alors, qu'en pensez-vous ? Merci pour vos commentaires !",
        "¿Les gustó? Dejen sus comentarios.",
        "Жду ваших отзывов!",
        "Laat me weten wat jullie ervan vonden!",
        "読んでくださってありがとうございます。感想をお待ちしています。",
    ],
)
def test_a_farewell_under_the_story_is_a_note(note):
    notes, _ = notes_and_story(f"The Salt Stair\nby Wren\n\n{TEXT}\n\n{note}\n")

    assert notes == [note]


def test_weak_remarks_beside_a_clear_note_belong_to_it():
    text = (
        f"The Salt Stair\nby Wren\n\n{TEXT}\n\nThanks to my beta for reading this twice.\n\n"
        "The bridge really was washed away.\n\nOnly three lanterns left.\n"
    )

    notes, _ = notes_and_story(text)

    assert len(notes) == 3


def test_what_stands_between_title_and_heading_is_no_chapter():
    story = only(
        f"The Salt Stair\nby Wren\n\nBe kind, it bruises.\n\nChapter 2\n\n{TEXT}\n"
    )

    (chapter,) = story.chapters
    assert chapter.number.value == 2
    assert "bruises" not in chapter.html


def test_who_says_i_beside_a_story_told_from_outside_is_its_writer():
    notes, _ = notes_and_story(
        f"The Salt Stair\nby Wren\n\n{TEXT}\n\n{TEXT}\n\nI am not happy with this one at all.\n"
    )

    assert notes == ["I am not happy with this one at all."]


def test_the_same_words_are_story_where_the_story_says_i():
    notes, _ = notes_and_story(
        f"The Salt Stair\nby Wren\n\n{INSIDE * 4}I am not happy with this one at all.\n"
    )

    assert notes == []


def test_a_bracketed_note_near_the_end_takes_no_story_with_it():
    text = f"The Salt Stair\nby Wren\n\n{TEXT}\n\n(A/N: go with it.)\n\n{TEXT}\n"

    notes, story = notes_and_story(text)

    assert notes == ["(A/N: go with it.)"]
    assert story.count('"You are late," said Oda, and she took the rope from him without'
                       " waiting to be answered.") == 6  # fmt: skip


@pytest.mark.parametrize(
    "ending",
    [
        "P.S. Please write back soon. The cat misses you.",
        "Forgive me. I remain, as ever, your Anna.",
        "Whoever finds this, tell my mother where the boat lies.",
        "There was nothing more to write.",
    ],
)
@pytest.mark.parametrize("body", [TEXT + "\n\n", INSIDE * 4])
def test_a_letter_that_ends_a_story_is_story(ending, body):
    _, story = notes_and_story(f"The Salt Stair\nby Wren\n\n{body}{ending}\n")

    assert story[-1] == ending


@pytest.mark.parametrize(
    "opening",
    [
        "You will want to know how it began. Everybody does, and I usually lie.",
        "My dear Ellen, I write this in haste, and you will think me a coward for it.",
        "Let me tell you about my sister.",
        "Rain.",
    ],
)
def test_a_narrator_who_speaks_to_the_reader_is_story(opening):
    notes, story = notes_and_story(
        f"The Salt Stair\nby Wren\n\n{opening}\n\n{INSIDE * 4}"
    )

    assert notes == []
    assert story[0] == opening
