"""Pictures in files that writers bring: found, described, made anew, or left out and said so."""

import re
from base64 import b64encode
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fascicle.accounts.models import PenName
from fascicle.core.html import pictures_in
from fascicle.core.models import Archive
from fascicle.importing.manuscripts.reading import read_manuscript
from fascicle.works.actions import send_picture
from fascicle.works.models import Chapter, Picture, Work
from tests.factories import NOW, make_archive, make_user, make_work
from tests.importing.test_manuscripts import KINDS, RELATIONS
from tests.works.test_pictures import a_file

PNG = a_file("PNG")
JPEG = a_file("JPEG", colour=(10, 90, 40))
METAFILE = b"\xd7\xcd\xc6\x9a and what Windows draws by"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def zipped(**parts):
    file = BytesIO()
    with ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def docx(*drawn):
    """Word's document with these pictures and what is said of them, between two sentences."""
    drawings = "".join(
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="{at}" name="a" descr="{words}"/>'
        f'<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="p{at}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        for at, (_data, words) in enumerate(drawn)
    )
    related = "".join(
        f'<Relationship Id="p{at}" Target="media/{at}.png" Type="{IMAGE}"/>'
        for at in range(len(drawn))
    )
    kinds = KINDS.replace(
        "</Types>", '<Default Extension="png" ContentType="image/png"/></Types>'
    )
    media = {f"word/media/{at}.png": data for at, (data, _words) in enumerate(drawn)}
    said = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    return zipped(
        **{
            "[Content_Types].xml": kinds,
            "_rels/.rels": RELATIONS,
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.'
            f'openxmlformats.org/package/2006/relationships">{related}</Relationships>',
            "word/document.xml": f"<w:document {SPACES}><w:body>{said.format('Before.')}"
            f"{drawings}{said.format('After.')}</w:body></w:document>",
            **media,
        }
    )


def odt():
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
        for name, urn in (
            *(("office", "office"), ("text", "text"), ("draw", "drawing")),
            ("svg", "svg-compatible"),
        )
    )
    frame = (
        '<draw:frame draw:name="Bild 1"><draw:image xlink:href="Pictures/{}"/>'
        "<svg:title>Bild</svg:title><svg:desc>{}</svg:desc></draw:frame>"
    )
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:body><office:text><text:p>Before.{frame.format('1.png', 'A lamp')}</text:p>"
        f"{frame.format('2.jpg', 'A &amp; B')}<text:p>{frame.format('3.wmf', 'A door')}</text:p>"
        "<text:p><draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box>"
        "<svg:desc>A box</svg:desc></draw:frame></text:p>"
        "</office:text></office:body></office:document-content>"
    )
    parts = {"1.png": PNG, "2.jpg": JPEG, "3.wmf": METAFILE}
    return zipped(
        **{"content.xml": content},
        **{f"Pictures/{name}": data for name, data in parts.items()},
    )


def epub():
    return zipped(
        **{
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:'
            'xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles>'
            "</container>",
            "OPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
            '<item id="a" href="text/a.xhtml" media-type="application/xhtml+xml"/>'
            "</manifest><spine><itemref idref='a'/></spine></package>",
            "OPS/text/a.xhtml": '<html><body><p>Before.<img src="../a%20lamp.png" alt="A lamp"/>'
            '</p><p><img src="http://elsewhere.example/spy.png" alt="A door"/>After.</p>'
            "</body></html>",
            "OPS/a lamp.png": PNG,
        }
    )


def rtf():
    return (
        rb"{\rtf1\ansi Before.\par {\*\shppict{\pict{\*\picprop{\sp{\sn wzName}{\sv abc}}}"
        rb"\picw60\pngblip " + PNG.hex().encode() + rb"}}{\nonshppict{\pict\wmetafile8 "
        rb"0100}}\par After.{\pict\wmetafile8 0100}\par}"
    )


def page():
    source = b64encode(PNG).decode()
    return (
        f'<p>Before.<img src="data:image/png;base64,{source}" alt="A lamp">'
        f'<img src="data:image/svg+xml;base64,{source}" alt="A script"></p><p>After.</p>'
    ).encode()


def address(data):
    return f"/images/{sha256(data).hexdigest()}"


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


@pytest.fixture
def writer(client, db):
    make_archive()
    Archive.objects.update(images=True)
    user = make_user("writer")
    client.force_login(user)
    return user


def bring(client, data, name="lamp.docx", to=None):
    sent = {"file": SimpleUploadedFile(name, data)}
    return client.post(to or reverse("manuscripts:new_work"), sent)["Location"]


def save(client, shown, writer, **given):
    name = PenName.objects.get(user=writer).pk
    new = {"title": "The Lamp", "pen_name": name, "begins": ["0"], **given}
    return client.post(shown, new, follow=True)


def said(data):
    return f"shows-{sha256(data).hexdigest()}"


def test_pictures_are_shown_described_and_sent(client, writer):
    shown = bring(client, docx((PNG, ""), (JPEG, "A door")))
    page = client.get(shown)
    assert f'name="{said(PNG)}" value=""' in page.content.decode()
    assert f'name="{said(JPEG)}" value="A door"' in page.content.decode()
    addresses = re.findall(rb'<img src="([^"]+)" alt', page.content)
    pictures = [client.get(one.decode()) for one in addresses]
    assert [one["Content-Type"] for one in pictures] == ["image/jpeg"] * 2
    assert not Picture.objects.exists()

    save(client, shown, writer, **{said(PNG): "A <lamp>", said(JPEG): "A door"})

    work = Work.objects.get()
    html = work.chapters.get().text.html
    sent = {one.words: one for one in work.pictures.all()}
    assert list(sent) == ["A <lamp>", "A door"]
    assert pictures_in(html) == [one.digest for one in sent.values()]
    assert 'alt="A &lt;lamp&gt;" width="60" height="40"' in html
    assert {one.sent_by for one in sent.values()} == {writer}
    for digest in pictures_in(html):
        assert client.get(f"/images/{digest}").status_code == 200


def test_a_picture_without_words_is_left_out(client, writer):
    shown = bring(client, docx((PNG, ""), (JPEG, "A door")))

    save(client, shown, writer, **{said(PNG): "  ", said(JPEG): "A door"})

    assert Picture.objects.get().words == "A door"
    assert len(pictures_in(Work.objects.get().chapters.get().text.html)) == 1


def test_where_a_host_wants_no_pictures_their_words_stand_in_their_places(
    client, writer
):
    Archive.objects.update(images=False)
    shown = bring(client, docx((JPEG, "A door")))
    assert b"this archive shows none in stories" in client.get(shown).content

    save(client, shown, writer)

    assert not Picture.objects.exists()
    html = Work.objects.get().chapters.get().text.html
    assert html == "<p>Before.</p><p>A door</p><p>After.</p>"


def test_a_picture_that_cannot_be_opened_costs_only_itself(client, writer):
    broken = PNG[:30]
    shown = bring(client, docx((broken, "A door"), (JPEG, "A lamp")))
    (first, _second) = re.findall(rb'<img src="([^"]+)" alt', client.get(shown).content)
    assert client.get(first.decode()).status_code == 404

    save(client, shown, writer)

    html = Work.objects.get().chapters.get().text.html
    assert "<p>A door</p>" in html
    assert len(pictures_in(html)) == 1


def test_nobody_sees_a_picture_that_another_brought(client, writer):
    shown = bring(client, docx((PNG, "")))
    (address,) = re.findall(rb'<img src="([^"]+)" alt', client.get(shown).content)
    client.force_login(make_user("other"))

    assert client.get(address.decode()).status_code == 404


def test_too_many_a_day_are_refused_with_a_sentence_and_nothing_is_saved(
    client, writer, monkeypatch
):
    monkeypatch.setattr("fascicle.works.actions.pictures.MOST_A_DAY", 1)
    shown = bring(client, docx((PNG, "A lamp"), (JPEG, "A door")))

    answer = save(client, shown, writer, **{said(PNG): "Another lamp"})

    assert answer.status_code == 422
    assert b"You have sent very many pictures today." in answer.content
    assert b'value="Another lamp"' in answer.content
    assert not Work.objects.exists()
    assert not Picture.objects.exists()


def test_a_file_with_pictures_goes_after_those_of_a_chapter(client, writer):
    own = send_picture(JPEG, words="A door", by=writer, at=NOW)
    work = make_work(by=PenName.objects.get(user=writer))
    chapter = work.chapters.get()
    there = f'<p><img src="{own.get_absolute_url()}" alt="A door"></p>'
    chapter.text.html = f"<p>The tide.</p>{there}"
    chapter.text.save()
    work.pictures.add(own)
    to = reverse("manuscripts:chapter_file", args=[work.pk, chapter.pk])
    shown = bring(client, docx((PNG, "A lamp")), to=to)

    page = client.get(f"{shown}?where=after")
    assert said(PNG).encode() in page.content
    given = {"where": "after", "base_version": chapter.version, said(PNG): "My lamp"}
    client.post(shown, given)

    html = Chapter.objects.get().text.html
    first, second = pictures_in(html)
    assert first == own.digest
    assert Picture.objects.get(digest=second).words == "My lamp"
    assert there in html


def test_what_was_said_of_pictures_stays_when_somebody_saved_in_between(client, writer):
    work = make_work(by=PenName.objects.get(user=writer))
    chapter = work.chapters.get()
    to = reverse("manuscripts:chapter_file", args=[work.pk, chapter.pk])
    shown = bring(client, docx((PNG, "A lamp")), to=to)
    Chapter.objects.update(version=chapter.version + 1)

    given = {"where": "after", "base_version": chapter.version, said(PNG): "My lamp"}
    answer = client.post(shown, given)

    assert answer.status_code == 409
    assert b'value="My lamp"' in answer.content
