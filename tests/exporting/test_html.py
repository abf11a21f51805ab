"""Books as one HTML file."""

import re

import pytest
from lxml import html as parser

from fascicle.exporting.html import make_html
from tests.exporting.samples import SHAPES, full, make_book, make_chapter, omnibus


def page_of(book):
    return parser.document_fromstring(make_html(book).decode())


@pytest.mark.parametrize("shape", SHAPES)
def test_a_file_needs_nothing_but_itself(shape):
    data = make_html(SHAPES[shape]).decode()
    page = parser.document_fromstring(data)

    fetched = "//script|//iframe|//object|//link[@rel='stylesheet']"
    assert page.xpath(f"{fetched}|//img[not(starts-with(@src, 'data:'))]") == []
    assert re.findall(r"@import|url\((?!\"data:)", data) == []
    assert data == make_html(SHAPES[shape]).decode()


def test_the_head_says_what_the_book_is():
    page = page_of(full())

    said = {meta.get("name"): meta.get("content") for meta in page.iter("meta")}
    assert said["DC.title"] == "Salt Roads"
    assert said["DC.creator"] == "Ines Okafor"
    assert said["DC.language"] == page.get("lang") == "en"
    assert said["DCTERMS.modified"] == "2026-03-14T09:26:00+00:00"
    assert said["DC.description"] == "A ledger & ninety-one lamps."


def test_every_line_of_the_contents_leads_to_its_chapter():
    page = page_of(omnibus())

    links = [link.get("href") for link in page.xpath("//nav//a")]
    assert links == [
        "#work-7",
        "#chapter-101",
        "#chapter-102",
        "#work-8",
        "#work-9",
        "#chapter-104",
    ]
    assert all(page.get_element_by_id(link[1:]) is not None for link in links)


def test_a_story_in_one_chapter_needs_no_contents():
    assert page_of(make_book()).xpath("//nav") == []


def test_headings_of_texts_stand_below_those_of_their_chapters():
    page = page_of(make_book([make_chapter(1, "<h2>Dawn</h2><h4>Midday</h4>")] * 2))

    levels = [
        one.tag for one in page.xpath("//section//*[self::h2 or self::h3 or self::h4]")
    ]
    assert levels == ["h2", "h3", "h4"] * 2


def test_notes_stand_apart_from_the_text():
    page = page_of(full())

    assert len(page.xpath("//section[@id='chapter-101']/aside")) == 2
    assert "Thank you" not in page.xpath("string(//div[@class='text'])")


def test_a_file_in_arabic_runs_from_the_right():
    page = page_of(SHAPES["Arabic"])

    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")


def test_hostile_titles_stay_words():
    page = page_of(make_book([make_chapter()], title="<script>alert(1)</script>"))

    assert page.xpath("string(//h1)") == "<script>alert(1)</script>"
