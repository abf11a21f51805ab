import pytest

from fascicle.importing.sources.bare.paragraph import Paragraph
from fascicle.importing.sources.bare.paragraphs import Setter
from fascicle.importing.story import SceneBreak

from .layouts import PROSE, read, wrapped


def page(*body):
    return read(
        ["<html><head><title>A Tale</title></head><body>", *body, "</body></html>"]
    )


def story(document):
    """What is set of the lines below the head."""
    items = Setter(document).paragraphs(document.lines[1:])
    return [item.html if isinstance(item, Paragraph) else item for item in items]


@pytest.mark.parametrize(
    "body",
    [
        ["<p>One.</p>", "<p>Two.</p>"],
        ["<p>One.", "<p>Two."],
        ["<P>One.<P>Two."],
        ["One.<br><br>Two."],
        ["One.<BR />", "<br/>", "Two."],
        ["One.<br>&nbsp;<br>Two."],
        ["<div>One.</div><div>Two.</div>"],
        ["<table><tr><td>One.</td></tr><tr><td>Two.</td></tr></table>"],
        ['<p class=MsoNormal><span style="font-size:12pt"><o:p></o:p>One.</span></p>', "<p>Two."],
        ['<p class=MsoNormal', 'style="text-indent:.5in">One.</p>', "<p>Two.</p>"],
        ["<font size=2><p>One.</font><p>Two.</center></font></b>"],
        ["<script>if (a < b) { x('<p>No.') }</script><p>One.<p>Two.<br>"],
        ["<!-- <p>No. --><p>One.", "<!-- a comment", "<p>of two lines -->", "<p>Two."],
    ],
)  # fmt: skip
def test_paragraphs_of_old_pages(body):
    assert story(page(*body)) == ["One.", "Two."]


def test_a_line_break_alone_stays_a_line_break():
    assert story(page("<p>Burn low,<br>", "burn low.<p>End.")) == [
        "Burn low,<br>burn low.",
        "End.",
    ]


def test_emphasis_stays_through_lines_and_paragraphs_and_unclosed_tags_open_nothing():
    document = page(
        "<p>It was <I>very", "late</I> indeed.<p><i>One.<p>Two.</i><p>So <i>it ends."
    )

    assert story(document) == [
        "It was <em>very late</em> indeed.",
        "<em>One.</em>",
        "<em>Two.</em>",
        "So it ends.",
    ]


def test_emphasis_by_style_is_emphasis():
    text = (
        'A <span style="font-style: italic">quiet</span> <span class="x">house</span>.'
    )

    assert story(page("<p>" + text, "<p>Two.")) == ["A <em>quiet</em> house.", "Two."]


def test_entities_are_read_and_text_stays_escaped():
    assert story(page("<p>Caf&eacute; &lt;3 &amp; &#8220;tea&#8221;<p>a < b")) == [
        "Café &lt;3 &amp; “tea”",
        "a &lt; b",
    ]


def test_rules_and_ornaments_inside_a_line_are_scene_breaks():
    document = page("<p>One.<hr><p>Two.<center>* * *</center><p>Three.")

    assert story(document) == [
        "One.",
        SceneBreak(2, "<hr>"),
        "Two.",
        SceneBreak(2, "* * *"),
        "Three.",
    ]


def test_a_page_that_is_plain_text_in_pre_is_read_as_plain_text():
    lines = [
        "<html><body><pre>",
        *wrapped(70, "   ", blank=False),
        "</pre></body></html>",
    ]

    assert story(read(lines)) == [text.replace("&", "&amp;") for text in PROSE]


def test_a_page_without_any_mark_up_in_its_body_is_read_as_plain_text():
    lines = [
        "<html>",
        "<head><title>A</title></head>",
        "<body>",
        *wrapped(70),
        "</body></html>",
    ]

    assert [text for text in story(read(lines)) if text != "A"] == list(PROSE)


def test_verse_in_pre_keeps_its_lines():
    document = page(
        "<p>He sang:", "<pre>", "O lamps,", "  burn low.", "</pre>", "<p>" + PROSE[0]
    )

    assert story(document)[1] == "O lamps,<br>burn low."


def test_each_line_of_the_file_is_one_line():
    raw = ["<html><body>", "<p>One", "", "<hr>", "<h2>Two</h2>", "</body></html>"]
    document = read(raw)

    assert [line.number for line in document.lines] == [1, 2, 3, 4, 5, 6]
    assert [line.opens for line in document.lines[:5]] == [
        ("html", "body"),
        ("p",),
        (),
        ("hr",),
        ("h2",),
    ]
    assert document.lines[4].text == "Two"


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<p><i>", "</i>", "<!--", "&#", "<p x='", "<<p>"]
)
def test_hostile_pages_take_no_time_to_speak_of(piece):
    document = read(["<html><body><p>x<p>", piece * 20_000])

    assert len(document.lines) == 2


def test_mark_up_in_plain_text_and_posts_is_mark_up():
    document = read(
        ["It was <i>very</i> late, [b]too[/b] late; x <y and [sic] stay.", "", "End."]
    )

    assert document.lines[0].text == "It was very late, too late; x <y and [sic] stay."
    assert document.lines[0].html == (
        "It was <em>very</em> late, <strong>too</strong> late; x &lt;y and [sic] stay."
    )
