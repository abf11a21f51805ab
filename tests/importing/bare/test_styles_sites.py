"""Pages as sites, journals, boards and lists print them."""

import pytest

from fascicle.importing.sources.bare.furniture import is_numbers_line, read_furniture
from fascicle.importing.story import Line

from .stories import TEXT, only, read, value


def number_of(story):
    return value(story.chapters[0].number)


def test_a_list_digest_gives_writer_title_and_part():
    story = only(
        'Message: 5\n   Date: Tue, 4 May 2001 21:14:01 -0400\n   From: "Wren" <wren@example.net>\n'
        f"Subject: FIC: The Salt Stair (2/3)\n\n{TEXT}\n"
    )

    assert (value(story.title), number_of(story)) == ("The Salt Stair", 2)
    assert "Message" not in story.chapters[0].html


def test_a_part_continued_from_another_keeps_its_own_number():
    story = only(
        "From: wren@example.net (Wren)\nNewsgroups: alt.stories\n"
        f"Subject: The Salt Stair 3/4\n\n(continued from part 2)\n\n{TEXT}\n"
    )

    assert (value(story.title), number_of(story)) == ("The Salt Stair", 3)


def test_a_board_gives_the_member_and_the_subject():
    story = only(
        "wren of tamsin\nSenior Member\nJoined: Mar 2004\nPosts: 121\n\n#4\n"
        f"Posted: Sun Feb 1, 2005 9:11 pm    Post subject: The Salt Stair, part 2\n\n{TEXT}\n"
    )

    assert value(story.title) == "The Salt Stair"
    assert value(story.author) == "wren of tamsin"
    assert "Joined" not in story.chapters[0].html


def test_a_journal_gives_the_member_and_no_mood():
    text = (
        "Wren (wren_t) wrote in @ 2006-01-11 23:14:00\n\nMood: tired\nMusic: The Tides\n\n"
        f"The Salt Stair (1/3)\n\n{TEXT}\n"
    )

    story = only(text)

    assert (value(story.title), number_of(story)) == ("The Salt Stair", 1)
    assert "tired" not in story.chapters[0].html


def test_a_page_of_terms_gives_no_term_as_title():
    page = (
        "<html><body><dl><dt>Rating:</dt>\n<dd>General Audiences</dd>\n<dt>Fandom:</dt>\n"
        "<dd>Lighthouses</dd></dl>\n<h1>The Salt Stair</h1>\n<div>by wren_t</div>\n"
        "<h2>Chapter 2: Rope</h2>\n"
        + "".join(f"<p>{paragraph}</p>\n" for paragraph in TEXT.split("\n\n"))
        + "</body></html>"
    )

    (story,) = read(page, "page.html").stories

    assert (value(story.title), value(story.author)) == ("The Salt Stair", "wren_t")
    assert number_of(story) == 2


def test_a_title_and_its_writer_stand_on_one_line():
    story = only(
        "The Salt Stair By: wren of tamsin\n\nLighthouses, K+, English, words: 18k+, favs: 41,"
        f" follows: 7, updated: 8/12/2011\n\nChapter 2: Rope\n\n{TEXT}\n"
    )

    assert (value(story.title), value(story.author)) == (
        "The Salt Stair",
        "wren of tamsin",
    )
    assert "favs" not in story.chapters[0].html


@pytest.mark.parametrize(
    "line",
    [
        "You are visitor number 004211 since May 3, 1999",
        "[ Previous 5 Sites | Skip Previous | Next Site | Random Site | List Sites ]",
        "4.2K reads 211 votes 48 comments",
        "(12 comments | Leave a comment)",
    ],
)
def test_counters_and_rings_are_furniture(line):
    assert read_furniture([Line(1, line)]) is not None


@pytest.mark.parametrize(
    "line",
    [
        "From: the sea. To: the sea.",
        "He wrote in the sand.",
        "Location was everything to him.",
        "Wren wrote to her mother on Sunday.",
        "Two readers and a dog waited.",
    ],
)
def test_sentences_are_no_furniture(line):
    assert read_furniture([Line(1, line)]) is None


def test_a_line_of_numbers_is_one():
    assert is_numbers_line(
        "Rated: T - English - Words: 2,140 - Reviews: 4 - Updated: 01-02-03"
    )
    assert not is_numbers_line("He counted: one, two, three.")


def test_a_sealed_signature_is_no_story():
    story = only(
        f"The Salt Stair\nby Wren\n\n{TEXT}\n\n-----BEGIN PGP SIGNATURE-----\nVersion: 2.6.2\n\n"
        "iQCVAwUBMa9f\nq1Zk\n=w8xY\n-----END PGP SIGNATURE-----\n"
    )

    assert "iQCV" not in story.chapters[0].html
    assert "ferry" in story.chapters[0].html
