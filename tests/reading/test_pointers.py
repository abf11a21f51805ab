"""Places as KOReader says them, found in a chapter's text and said again."""

import pytest

from fascicle.core.html import paragraph_texts
from fascicle.reading.pointers import Pointer, Step, pointer_to, read_pointer, spot_at

PAGE = "/body/DocFragment[4]/body/section"
TEXT = (
    "<p>The boat came in.</p>"
    "<hr>"
    "<p>Nobody <em>at all</em> was on it; the <strong>lamp</strong> burned.</p>"
    "<blockquote><p>A letter.</p><p>Its second half.</p></blockquote>"
    "<ul><li>rope</li><li>salt<ul><li>coarse</li></ul></li></ul>"
    "<p>The end of it.</p>"
)


def spot(said, html=TEXT, **kwargs):
    return spot_at(read_pointer(said), html, **kwargs)


def test_a_pointer_is_a_page_a_path_and_a_letter():
    assert read_pointer(f"{PAGE}/div/p[12]/text()[2].35") == Pointer(
        4,
        (
            Step("body"),
            Step("section"),
            Step("div"),
            Step("p", 12),
            Step("text()", 2),
        ),
        35,
    )


@pytest.mark.parametrize(
    "said",
    ["", "17", "/body", "#_doc_fragment_3_ x", "/body/DocFragment[x].0", "/" * 500],
)
def test_what_is_no_place_in_an_epub_is_none(said):
    assert read_pointer(said) is None


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/div/p[1]/text().0", "The boat came in."),
        ("/div/p[2]/em/text().3", "Nobody at all was on it; the lamp burned."),
        ("/div/hr.0", "Nobody at all was on it; the lamp burned."),
        ("/div/blockquote/p[2]/text().4", "Its second half."),
        ("/div/blockquote.0", "A letter."),
        ("/div/ul/li[1]/text().0", "rope"),
        ("/div/ul/li[2]/ul/li/text().0", "coarse"),
        ("/div/p[3]/text().0", "The end of it."),
        ("/div/p[99]/text().0", "The end of it."),
        ("/div.0", "The boat came in."),
        ("/header/h1/text().0", "The boat came in."),
        (".0", "The boat came in."),
    ],
)
def test_a_pointer_leads_to_the_paragraph_it_names(path, words):
    found = spot(PAGE + path)

    assert paragraph_texts(TEXT)[found.paragraph] == found.words == words


def test_notes_lead_to_the_end_they_stand_at():
    before, after = f"{PAGE}/aside[1]/p/text().0", f"{PAGE}/aside[2]/p/text().0"

    assert spot(before, notes_before=1).paragraph == 0
    assert spot(after, notes_before=1).is_at_end
    assert spot(f"{PAGE}/aside/p/text().0").is_at_end


def test_letters_count_across_emphasis():
    found = spot(f"{PAGE}/div/p[2]/text()[2].0")

    assert found.within == pytest.approx(len("Nobody at all") / 41)


@pytest.mark.parametrize("number", range(8))
def test_every_paragraph_is_found_again_where_its_pointer_leads(number):
    texts = paragraph_texts(TEXT)

    said = pointer_to(4, TEXT, number)

    assert read_pointer(said).page == 4
    assert spot(said).words == texts[min(number, len(texts) - 1)]


def test_how_far_in_a_paragraph_survives_the_way_there_and_back():
    found = spot(pointer_to(4, TEXT, 0, 0.5))

    assert found.within == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("html", ["", "loose words", "<p></p>", "<hr>", "a<p>b</p>c"])
def test_odd_texts_have_an_answer_too(html):
    said = pointer_to(4, html, 7, 0.3)

    assert spot(said, html).paragraph in range(max(len(paragraph_texts(html)), 1))


def test_a_paragraph_that_stands_elsewhere_on_the_page_is_known_by_its_words():
    html = (
        "<p>One.</p>loose<p>Two.</p>"  # on a page, what is loose is a paragraph between
    )

    found = spot(f"{PAGE}/div/p[3]/text().0", html)

    assert found.words == "Two."
