"""Pictures in files that writers bring: where they stand, and what is left out."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from fascicle.core.html import pictures_in
from fascicle.importing.manuscripts.manuscript import Unreadable
from fascicle.importing.manuscripts.reading import read_manuscript
from tests.importing.drawn import (
    METAFILE,
    PNG,
    address,
    docx,
    epub,
    odt,
    page,
    rtf,
)
from tests.works.test_pictures import a_file


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", docx((PNG, "A lamp")), "A lamp"),
        ("a.odt", odt(), "A lamp"),
        ("a.epub", epub(), "A lamp"),
        ("a.rtf", rtf(), ""),
        ("a.html", page(), "A lamp"),
    ],
)
def test_a_picture_stands_where_it_stood(name, data, words):
    found = read_manuscript(name, data)

    first = found.pictures[0]
    assert (first.digest, first.words) == (sha256(PNG).hexdigest(), words)
    (section,) = found.sections
    pattern = f'<img [^>]*src="{address(PNG)}"[^>]*>'
    before, after = re.split(pattern, section.html)
    assert "Before." in before
    assert "Before." not in after


def test_what_no_story_can_show_is_counted_and_its_words_stay():
    odd, word = read_manuscript("a.odt", odt()), docx((METAFILE, "A door"), (PNG, ""))

    assert odd.left_out == 1
    assert "<p>A door</p>" in odd.html
    assert [one.words for one in odd.pictures] == ["A lamp", "A & B"]
    assert read_manuscript("a.docx", word).left_out == 1
    assert "<p>A door</p>" in read_manuscript("a.docx", word).html
    assert read_manuscript("a.rtf", rtf()).left_out == 1
    assert read_manuscript("a.epub", epub()).left_out == 1
    assert "A doorAfter." in read_manuscript("a.epub", epub()).html
    assert read_manuscript("a.html", page()).left_out == 1
    assert "A door</p>" in read_manuscript("a.html", page()).html


def test_what_is_said_of_a_frame_is_not_said_in_the_story():
    html = read_manuscript("a.odt", odt()).html

    assert "In a box." in html
    assert "A box" not in html
    assert "Bild" not in html


def test_a_file_of_very_many_pictures_shows_a_hundred():
    many = [(a_file("PNG", colour=(at, 0, 0)), f"{at}") for at in range(103)]

    found = read_manuscript("a.docx", docx(*many))

    assert (len(found.pictures), found.left_out) == (100, 3)
    assert "<p>102</p>" in found.html


def in_page(*pieces):
    """The sections of an HTML file in which {} stands for a picture."""
    element = (
        f'<img src="data:image/png;base64,{b64encode(PNG).decode()}" alt="A lamp">'
    )
    text = "".join(pieces).replace("{}", element)
    return [
        (one.title, one.html)
        for one in read_manuscript("a.html", text.encode()).sections
    ]


def test_words_beside_a_picture_stay():
    lamp = f'<img src="{address(PNG)}" alt="A lamp">'

    assert in_page(
        "<figure>{}<figcaption>By <i>night</i></figcaption></figure><p>x</p>"
    ) == [("", f"<p>{lamp}By <i>night</i></p><p>x</p>")]
    assert in_page("{}Once &lt;upon&gt;<br>a time.<p>x</p>and after") == [
        ("", f"<p>{lamp}Once &lt;upon&gt;<br>a time.</p><p>x</p><p>and after</p>")
    ]


def test_a_picture_in_a_heading_begins_the_text_below_it():
    lamp = f'<p><img src="{address(PNG)}" alt="A lamp"></p>'

    assert in_page("<h2>One {}</h2><p>x</p><h2>{}</h2><p>y</p>") == [
        ("One", f"{lamp}<p>x</p>{lamp}<p>y</p>")
    ]


def test_what_is_said_may_hold_quotes():
    sign = (
        f'<img src="data:image/png;base64,{b64encode(PNG).decode()}" alt=\'A "sign"\'>'
    )
    (section,) = read_manuscript("a.html", f"<p>{sign}</p>".encode()).sections

    assert pictures_in(section.html) == [sha256(PNG).hexdigest()]
    assert 'alt="A &quot;sign&quot;"' in section.html


def test_pictures_beyond_all_measure_are_left_out():
    header = a_file("PNG", size=(20, 20))
    heavy = [(header + bytes([at]) + bytes(7 << 20), "Large") for at in range(5)]
    wide = a_file("PNG", size=(6000, 5000))

    found = read_manuscript("a.docx", docx(*heavy, (wide, "Wide")))

    assert (len(found.pictures), found.left_out) == (2, 4)


def test_a_damaged_picture_costs_only_itself():
    whole = docx((a_file("PNG", size=(400, 300), colour=(9, 9, 9)), "A lamp"))
    at = whole.index(b"\x89PNG") + 60
    damaged = whole[:at] + b"junk" + whole[at + 4 :]

    found = read_manuscript("a.docx", damaged)

    assert (found.trouble, found.left_out) == (None, 1)
    assert found.html == "<p>Before.</p><p>A lamp</p><p>After.</p>"


def test_rich_text_shows_pictures_of_the_story_alone():
    shown = rb"{\*\shppict{\pict\pngblip " + PNG.hex().encode() + rb"}}"
    header = rb"{\header Letterhead " + shown + rb"}"
    raw = rb"{\pict\pngblip\bin" + str(len(PNG)).encode() + b" " + PNG + b"}"

    found = read_manuscript("a.rtf", rb"{\rtf1 " + header + b"Words" + raw + b" on.}")

    assert found.html == f'<p>Words<img src="{address(PNG)}" alt=""> on.</p>'


def test_the_first_form_of_a_picture_that_can_be_shown():
    drawn = (
        '<draw:frame><draw:image xlink:href="Pictures/3.wmf"/>'
        '<draw:image xlink:href="Pictures/1.png"/></draw:frame>'
    )
    found = read_manuscript("a.odt", odt(f"<text:p>x{drawn}</text:p>"))

    assert [one.digest for one in found.pictures] == [sha256(PNG).hexdigest()]
    assert found.left_out == 0


def test_a_box_of_words_keeps_its_paragraphs():
    box = (
        "<draw:frame><draw:text-box><text:p>One.</text:p><text:p>Two.</text:p>"
        "</draw:text-box></draw:frame>"
    )

    assert read_manuscript("a.odt", odt(box)).html == "<p>One.</p><p>Two.</p>"


@pytest.mark.parametrize(
    ("body", "html"),
    [
        (
            '<svg><image href="../a%20lamp.png"/><image href="b"/></svg><p>x</p>',
            f'<img src="{address(PNG)}" alt=""><p>x</p>',
        ),
        ("<p>a</p><image><p>rest</p>", "<p>a</p><p>rest</p>"),
        ("loose<p>b</p>", "loose<p>b</p>"),
    ],
)
def test_what_stands_about_pictures_of_an_e_book_stays(body, html):
    assert read_manuscript("a.epub", epub(body)).html == html


def test_an_e_book_of_endless_pictures_is_read():
    found = read_manuscript("a.epub", epub(f"<p>{'<img alt=x />' * 20_000}</p>"))

    assert found.left_out == 20_000


@pytest.mark.parametrize(
    ("body", "html"),
    [
        (
            '<span lang="fr"><p>un</p><p>deux</p></span><p>end</p>',
            '<span lang="fr"><p>un</p><p>deux</p></span><p>end</p>',
        ),
        ('<p>a</p><a id="p1"></a><p>b</p>', "<p>a</p><p>b</p>"),
        (
            "caf&eacute; one <img src=a.png alt='a &amp; b'>two",
            "<p>café one a &amp; btwo</p>",
        ),
        ("<p>{}<br>x</p>", f'<p><img src="{address(PNG)}" alt="A lamp"><br>x</p>'),
    ],
)
def test_html_without_pictures_is_read_as_ever(body, html):
    assert in_page(body) == [("", html)]


def test_what_is_said_may_hold_brackets():
    source = b64encode(PNG).decode()
    page = f'<p><img alt="x -> y" src="data:image/png;name=a;base64,{source}"></p>'

    (one,) = read_manuscript("a.html", page.encode()).pictures

    assert one.words == "x -> y"


@pytest.mark.parametrize("name", ["a.html", "a.epub"])
def test_too_much_marking_up_is_said_to_be_so(name):
    body = "a<hr/>" * 20_000 + '<img src="x"/>'
    data = epub(body) if name == "a.epub" else body.encode()

    assert read_manuscript(name, data).trouble in {None, Unreadable.TOO_COMPLEX}


def test_comments_and_changes_of_an_opendocument_text_are_not_read():
    text = (
        "<text:tracked-changes><text:p>Deleted.</text:p></text:tracked-changes><text:p>a"
        "<office:annotation><text:p>Comment.</text:p></office:annotation>b<draw:frame><!-- c -->"
        '<draw:image xlink:href="Pictures/1.png"><text:p>In it.</text:p></draw:image></draw:frame>'
        "</text:p>"
    )

    html = read_manuscript("a.odt", odt(text)).html

    assert html == f'<p>ab<img src="{address(PNG)}" alt="">In it.</p>'


def test_bytes_that_are_not_there_hide_no_text():
    assert read_manuscript("a.rtf", rb"{\rtf1 a\bin99999999 b c}").html == "<p>ab c</p>"
