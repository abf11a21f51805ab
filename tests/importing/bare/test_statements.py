"""What the front matter of a file is understood to say."""

import pytest

from .stories import ARABIC, CHINESE, JAPANESE, RUSSIAN, TEXT, only, value

STATED = {
    "fields": (
        "Title: The Salt Stair\nAuthor: Wren Tamsin\nRating: PG\n\n",
        TEXT, "The Salt Stair", "Wren Tamsin", None,
    ),
    "subject with writer and codes": (
        "From: wren@example.net\nNewsgroups: alt.stories\n"
        "Subject: {Wren} The Salt Stair (rom) [3/9]\n\n",
        TEXT, "The Salt Stair", "Wren", 3,
    ),
    "subject of a list": (
        "From: Wren Tamsin <wren@example.org>\nTo: lamps@example.org\n"
        "Subject: [lamps] NEW: The Salt Stair (1/?)\n\n",
        TEXT, "The Salt Stair", "Wren Tamsin", 1,
    ),
    "title, byline, chapter": (
        "The Salt Stair\nby Wren Tamsin (wren@example.net)\n\nChapter 3\n\n",
        TEXT, "The Salt Stair", "Wren Tamsin", 3,
    ),
    "title and name": (
        "The Salt Stair\nWren Tamsin\n\nIV\n\n",
        TEXT, "The Salt Stair", "Wren Tamsin", 4,
    ),
    "counter without brackets": ("The Salt Stair 02/12\n\n", TEXT, "The Salt Stair", None, 2),
    "number in brackets": ("The Salt Stair (7)\n\n", TEXT, "The Salt Stair", None, 7),
    "part of": ("The Salt Stair, Part 2 of 5\nby Wren\n\n", TEXT, "The Salt Stair", "Wren", 2),
    "roman in the title": (
        "Trust the Tide II: Water (1/1)\nby Wren\n\n",
        TEXT, "Trust the Tide II: Water", "Wren", 1,
    ),
    "title that begins with by": (
        "BY THE SALT STAIR\nby Wren Tamsin\n\n",
        TEXT, "BY THE SALT STAIR", "Wren Tamsin", None,
    ),
    "front matter of a weblog": (
        "---\nlayout: post\ntitle: Chapter 22\n---\n\n",
        TEXT, None, None, 22,
    ),
    "markdown": (
        "# The Salt Stair\n\n*by Wren Tamsin*\n\n## Chapter 2: Low Water\n\n",
        TEXT, "The Salt Stair", "Wren Tamsin", 2,
    ),
    "chapter alone": ("Chapter Twenty-One: Low Water\n\n", TEXT, None, None, 21),
    "copyright": (
        "The Salt Stair\nCopyright 1999 by Wren Tamsin\n\n",
        TEXT, "The Salt Stair", "Wren Tamsin", None,
    ),
    "German": (
        "Titel: Die Salztreppe\nAutorin: Wren Tamsin\n\n3. Kapitel\n\n",
        TEXT, "Die Salztreppe", "Wren Tamsin", 3,
    ),
    "German byline": (
        "Die Salztreppe\nvon Wren Tamsin\n\nTeil 2\n\n",
        TEXT, "Die Salztreppe", "Wren Tamsin", 2,
    ),
    "French": (
        "Titre : L'Escalier\nAuteur : Wren Tamsin\n\nChapitre 2 : Marée basse\n\n",
        TEXT, "L'Escalier", "Wren Tamsin", 2,
    ),
    "Spanish": (
        "La escalera de sal\npor Wren Tamsin\n\nCapítulo 3\n\n",
        TEXT, "La escalera de sal", "Wren Tamsin", 3,
    ),
    "Russian": (
        "Название: Соляная лестница\nАвтор: Рен Тамсин\n\nГлава третья\n\n",
        RUSSIAN, "Соляная лестница", "Рен Тамсин", 3,
    ),
    "Chinese": ("《盐阶》\n作者：林潮\n\n第三章 退潮\n\n", CHINESE, "盐阶", "林潮", 3),
    "Japanese": ("塩の階段\n\n第二話　引き潮\n\n", JAPANESE, "塩の階段", None, 2),
    "Arabic": (
        "العنوان: سلم الملح\nالكاتب: ورن تمسين\n\nالفصل الثالث\n\n",
        ARABIC, "سلم الملح", "ورن تمسين", 3,
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", STATED)
def test_what_is_stated_is_understood(style):
    head, text, title, author, number = STATED[style]

    story = only(head + text)

    found = value(story.title), value(story.author), value(story.chapters[0].number)
    assert found == (title, author, number)


SILENT = {
    "only a story": TEXT,
    "a letter": f"Dear Oda,\n\n{TEXT}\n\nYours,\nWren\n",
    "speech first": f'"Well?" said Oda.\n\n{TEXT}',
    "a bare number": f"5\n\n{TEXT}",
    "a synopsis": f"In which a ferry is late; and what was not seen from the quay.\n\n{TEXT}",
    "a greeting": f"Hello everybody! Thanks for all your comments on my last story.\n\n{TEXT}",
    "a telegram inside": f"{TEXT}\n\nSubject: the lamp\n\nhe had written, and no more.\n\n{TEXT}",
}


@pytest.mark.parametrize("style", SILENT)
def test_nothing_is_made_up(style):
    story = only(SILENT[style])

    assert (story.title, story.author, story.series) == (None, None, None)


@pytest.mark.parametrize(
    ("line", "series", "position"),
    [
        ("(Part 16 of the Salt Lamp series)", "Salt Lamp", 16),
        ("Book Two of the Lamp Cycle", "Lamp Cycle", 2),
        ("Series: The Lamp Stories #3", "The Lamp Stories", 3),
        ("Series: Salt Lamps", "Salt Lamps", None),
    ],
)
def test_a_series_and_the_place_in_it_are_read(line, series, position):
    story = only(f"A Bell for Oda\n{line}\nby Wren Tamsin\n\n{TEXT}")

    assert value(story.title) == "A Bell for Oda"
    assert (value(story.series), value(story.series_position)) == (series, position)


def test_a_title_may_follow_its_series():
    story = only(f"Salt Lamps #4: A Bell for Oda\n\n{TEXT}")

    assert (value(story.series), value(story.title)) == ("Salt Lamps", "A Bell for Oda")


def test_a_chapters_name_is_not_the_works():
    story = only(f"CHAPTER V\n\nThe Lower Landing\n\n{TEXT}")

    assert story.title is None
    assert value(story.chapters[0].title) == "The Lower Landing"


def test_every_conclusion_has_evidence_in_the_file():
    text = f"The Salt Stair (2/5)\nby Wren Tamsin\n\n{TEXT}"
    lines = text.split("\n")

    story = only(text)

    for conclusion in (story.title, story.author, story.chapters[0].number):
        (evidence,) = conclusion.evidence
        assert evidence.quote in lines[evidence.lines[0] - 1]


@pytest.mark.parametrize(
    ("note", "number"),
    [
        ("Thanks for the comments on part 2, they made my week!", 3),
        ("Author's note: This is chapter 4. Please read the others first.", 4),
        ("[Part 6 of 8. Thank you to everyone who wrote to me about the last instalment.]", 6),
    ],
)  # fmt: skip
def test_a_note_may_say_which_part_this_is(note, number):
    story = only(f"{note}\n\n{TEXT}")

    assert value(story.chapters[0].number) == number


def test_an_end_mark_may_say_which_part_this_was():
    story = only(f"{TEXT}\n\n(end part 3 of 7)\n")

    chapter = story.chapters[0]
    assert (value(chapter.number), chapter.total, chapter.ends) == (3, 7, "continued")
