"""Files that writers bring: what is understood of them, and what is saved."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fascicle.accounts.models import PenName
from fascicle.importing.manuscripts.manuscript import Unreadable
from fascicle.importing.manuscripts.reading import read_manuscript
from fascicle.works.models import Work
from tests.factories import make_archive, make_user, make_work

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\stylesheet{\s1 heading 1;}}"
    rb"\pard\s1 One\par\pard She {\i ran} \b home\b0 , caf\'e9 \u8212?x."
    rb"{\super\chftn}{\footnote\pard{\super\chftn} A note.}\par\pard\qc * * *\par"
    rb"\pard\qc centred\par\pard\s1 Two\par\pard end \{ok\}\par}"
)

KINDS = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    "</Relationships>"
)


def package(**parts):
    file = BytesIO()
    with ZipFile(file, "w") as zipped:
        for name, content in parts.items():
            zipped.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def paragraph(text, *, style="", align="", marks=""):
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += f'<w:jc w:val="{align}"/>' if align else ""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{marks}</w:rPr>"
        f"<w:t>{text}</w:t></w:r></w:p>"
    )


def docx():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in (("Title", "Title"), ("Heading1", "heading 1"))
    )
    body = "".join(
        [
            paragraph("The Lamp", style="Title"),
            paragraph("One", style="Heading1"),
            paragraph("She ran.", marks="<w:i/>"),
            paragraph("centred", align="center"),
            paragraph("* * *", align="center"),
            paragraph("After.", marks="<w:b/>"),
            paragraph("Two", style="Heading1"),
            paragraph("Second."),
        ]
    )
    file = BytesIO()
    with ZipFile(file, "w") as zipped:
        zipped.writestr("[Content_Types].xml", KINDS)
        zipped.writestr("_rels/.rels", RELATIONS)
        zipped.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
        zipped.writestr(
            "word/styles.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
        )
    return file.getvalue()


def odt():
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
        for name, urn in (
            *(("office", "office"), ("text", "text"), ("style", "style")),
            ("fo", "xsl-fo-compatible"),
        )
    )
    return package(
        content_xml=f"""<office:document-content {spaces}><office:automatic-styles>
        <style:style style:name="It"><style:text-properties fo:font-style="italic"/></style:style>
        <style:style style:name="Ce"><style:paragraph-properties fo:text-align="center"/>
        </style:style></office:automatic-styles><office:body><office:text>
        <text:h text:outline-level="1">One</text:h><text:p>She <text:span
        text:style-name="It">ran</text:span><text:note><text:note-citation>1</text:note-citation>
        <text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p>
        <text:p text:style-name="Ce">centred</text:p><text:h text:outline-level="1">Two</text:h>
        <text:p>end</text:p></office:text></office:body></office:document-content>"""
    )


def epub():
    return package(
        **{
            "META-INF__container_xml": '<container xmlns="urn:oasis:names:tc:opendocument:'
            'xmlns:container"><rootfiles><rootfile full-path="book.opf"/></rootfiles>'
            "</container>",
            "book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
            '<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
            "</manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>",
            "a.xhtml": "<html><body><h1>One</h1><p>She <i>ran</i>.</p></body></html>",
            "b.xhtml": "<html><body><h1>Two</h1><p>end</p></body></html>",
        }
    )


def seen(name, data):
    return [(one.title, one.html) for one in read_manuscript(name, data).sections]


def test_a_word_document():
    assert read_manuscript("a.docx", docx()).title == "The Lamp"
    assert seen("a.docx", docx()) == [
        (
            "One",
            '<p><em>She ran.</em></p><p class="centre">centred</p><hr>'
            "<p><strong>After.</strong></p>",
        ),
        ("Two", "<p>Second.</p>"),
    ]


def test_an_opendocument_text_with_a_footnote_in_its_own_chapter():
    (one, html), two = seen("a.odt", odt())

    assert one == "One"
    assert '<p>She <em>ran</em><sup><a href="#fn-1"' in html
    assert html.index('<p class="centre">centred</p>') < html.index('class="footnote"')
    assert two == ("Two", "<p>end</p>")


def test_rich_text():
    (one, html), two = seen("a.rtf", RTF)

    assert one == "One"
    assert "<p>She <em>ran</em> <strong>home</strong>, café —x.<sup>" in html
    assert '<hr><p class="centre">centred</p>' in html
    assert "A note." in html
    assert two == ("Two", "<p>end {ok}</p>")


def test_an_e_book_in_the_order_it_is_read():
    assert seen("a.epub", epub()) == [
        ("One", "<p>She <i>ran</i>.</p>"),
        ("Two", "<p>end</p>"),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "## One\n\nShe *ran*.\n\n## Two\n\nend"),
        ("a.html", "<h2>One</h2><p>She <em>ran</em>.</p><h2>Two</h2><p>end</p>"),
    ],
)
def test_text_with_headings(name, text):
    assert seen(name, text.encode()) == [
        ("One", "<p>She <em>ran</em>.</p>"),
        ("Two", "<p>end</p>"),
    ]


def test_plain_text_is_parted_at_lines_that_name_a_chapter():
    text = "Chapter One\n\nShe ran to the café.\n\nChapter Two\n\nend"

    assert seen("a.txt", text.encode("cp1252")) == [
        ("Chapter One", "<p>She ran to the café.</p>"),
        ("Chapter Two", "<p>end</p>"),
    ]


def test_nothing_harmful_comes_through():
    attack = (
        b"<h2>One</h2><p onclick='x()'>a<script>x()</script></p><iframe src=x></iframe>"
    )

    assert seen("a.html", attack) == [("One", "<p>a</p>")]


@pytest.mark.parametrize(
    ("name", "data", "trouble"),
    [
        *(("a.docx", b"PK\x03\x04junk", Unreadable.DAMAGED),),
        *(
            ("a.odt", b"no zip", Unreadable.DAMAGED),
            ("a.rtf", b"x", Unreadable.DAMAGED),
        ),
        ("a.odt", package(content_xml="<a/>"), Unreadable.DAMAGED),
        ("a.rtf", b"{\\rtf1" + b"{" * 100_000, Unreadable.DAMAGED),
        *(("a.exe", b"MZ", Unreadable.UNKNOWN), ("a.txt", b" \n", Unreadable.EMPTY)),
        ("a.txt", b"a" * (20 * 1024**2 + 1), Unreadable.TOO_LARGE),
    ],
)
def test_what_is_no_manuscript_says_why(name, data, trouble):
    assert read_manuscript(name, data).trouble is trouble


# ---------------------------------------------------------------- the pages


@pytest.fixture
def writer(client, db):
    make_archive()
    user = make_user("writer")
    client.force_login(user)
    return user


def bring(
    client, url, name="lamp.md", data=b"# Lamp\n\n## One\n\nShe ran.\n\n## Two\n\nend"
):
    return client.post(url, {"file": SimpleUploadedFile(name, data)})


def test_a_file_is_shown_and_then_saved_as_a_work(client, writer):
    shown = bring(client, reverse("manuscripts:new_work"))
    assert not Work.objects.exists()
    page = client.get(shown["Location"])
    assert b"She ran." in page.content
    name = PenName.objects.get(user=writer).pk

    client.post(
        shown["Location"], {"title": "The Lamp", "pen_name": name, "begins": ["0", "1"]}
    )

    work = Work.objects.get()
    assert (work.title, work.posted_at) == ("The Lamp", None)
    assert [one.title for one in work.chapters.in_order()] == ["One", "Two"]
    assert list(work.pen_names.all()) == [PenName.objects.get(user=writer)]


def test_what_is_not_ticked_stays_in_the_chapter_before(client, writer):
    work = make_work(by=PenName.objects.get(user=writer))
    shown = bring(client, reverse("manuscripts:in_work", args=[work.pk]))

    client.post(shown["Location"], {"begins": ["0"]})

    added = work.chapters.get(position=2)
    assert added.title == "One"
    assert added.text.html == "<p>She ran.</p><h2>Two</h2><p>end</p>"


def test_a_bad_file_is_refused_with_a_sentence(client, writer):
    response = bring(client, reverse("manuscripts:new_work"), "a.docx", b"junk")

    assert response.status_code == 422
    assert b"This file is damaged" in response.content


def test_nobody_sees_what_another_brought(client, writer):
    shown = bring(client, reverse("manuscripts:new_work"))
    client.force_login(make_user("other"))

    response = client.get(shown["Location"])

    assert response.status_code == 302
    assert response["Location"] == reverse("manuscripts:new_work")


def test_nobody_brings_a_file_into_anothers_work(client, writer):
    work = make_work()

    assert (
        bring(client, reverse("manuscripts:in_work", args=[work.pk])).status_code == 404
    )


def test_a_heading_with_nothing_below_it_goes_with_what_follows(client, writer):
    text = b"## Part One\n\n## Home\n\nShe ran.\n\n## The End"
    shown = bring(client, reverse("manuscripts:new_work"), data=text)
    name = PenName.objects.get(user=writer).pk

    client.post(
        shown["Location"], {"title": "a", "pen_name": name, "begins": [0, 1, 2]}
    )

    (chapter,) = Work.objects.get().chapters.all()
    assert chapter.title == "Home"
    assert chapter.text.html == "<h2>Part One</h2><p>She ran.</p><h2>The End</h2>"


def test_a_file_of_headings_alone_makes_nothing(client, writer):
    shown = bring(client, reverse("manuscripts:new_work"), data=b"## One\n\n## Two")
    name = PenName.objects.get(user=writer).pk

    answer = client.post(shown["Location"], {"pen_name": name, "begins": [0, 1]})

    assert answer.status_code == 422
    assert b"There is no text in this file" in answer.content
    assert not Work.objects.exists()


def test_a_chapter_is_no_longer_than_its_form_takes(client, writer):
    text = b"## One\n\n" + b"She ran. " * 60_000
    shown = bring(client, reverse("manuscripts:new_work"), data=text)
    name = PenName.objects.get(user=writer).pk

    answer = client.post(shown["Location"], {"pen_name": name, "begins": [0]})

    assert answer.status_code == 422
    assert b"longer than a chapter may be" in answer.content


def test_nobody_writes_under_anothers_name(client, writer):
    shown = bring(client, reverse("manuscripts:new_work"))
    others = PenName.objects.get(user=make_user("other")).pk

    answer = client.post(shown["Location"], {"pen_name": others, "begins": [0]})

    assert answer.status_code == 422
    assert not Work.objects.exists()


def test_very_many_headings_are_parted_at_the_highest_only():
    chapters = "".join(
        f"## Chapter {n}\n\n### A\n\nx\n\n### B\n\ny\n\n" for n in range(80)
    )

    found = read_manuscript("a.md", chapters.encode()).sections

    assert len(found) == 80
    assert found[0].html == "<h3>A</h3><p>x</p><h3>B</h3><p>y</p>"


def test_a_heading_as_long_as_a_paragraph_is_text():
    endless = ("She ran on and on. " * 20).strip()
    text = f"<h2>One</h2><p>a</p><h2>{endless}</h2><p>b</p>".encode()

    assert seen("a.html", text) == [("One", f"<p>a</p><h2>{endless}</h2><p>b</p>")]
