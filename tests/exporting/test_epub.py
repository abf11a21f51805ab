"""What is in an EPUB, in which order, and what stays when it grows."""

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from lxml import etree

from fascicle.exporting.epub import make_epub
from fascicle.exporting.epub.container import SAMPLE, SAMPLED
from tests.exporting.samples import (
    NOW,
    SHAPES,
    full,
    make_book,
    make_chapter,
    omnibus,
    serial,
)

NAMES = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "x": "http://www.w3.org/1999/xhtml",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}


def opened(book):
    return zipfile.ZipFile(io.BytesIO(make_epub(book)))


def xml(book, name):
    return etree.fromstring(opened(book).read(f"EPUB/{name}"))


def values(root, path):
    return [str(value) for value in root.xpath(path, namespaces=NAMES)]


def partial_md5(data):
    """As KOReader's ``util.partialMD5``."""
    digest = hashlib.md5()
    for offset in SAMPLED:
        sample = data[offset : offset + SAMPLE]
        if not sample:
            break
        digest.update(sample)
    return digest.hexdigest()


def end_of_chapters(data):
    entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    last = max(n for n, e in enumerate(entries) if "chapter-" in e.filename)
    return entries[last + 1].header_offset


# ---------------------------------------------------------------- the container


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_book_gives_the_same_bytes(shape):
    assert make_epub(SHAPES[shape]) == make_epub(SHAPES[shape])


def test_the_media_type_comes_first_and_is_not_packed():
    data = make_epub(make_book())

    assert data[30:58] == b"mimetypeapplication/epub+zip"
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


def test_every_file_bears_the_same_fixed_time():
    assert {entry.date_time for entry in opened(full()).infolist()} == {
        (1980, 1, 1, 0, 0, 0)
    }


def test_a_further_chapter_leaves_all_bytes_before_it_as_they_were():
    before, after = make_epub(serial(4)), make_epub(serial(5))

    end = end_of_chapters(before)
    assert after[:end] == before[:end]
    assert after[end:] != before[end:]


def test_other_metadata_leave_the_chapters_bytes_as_they_were():
    book = serial(4)
    before = make_epub(book)

    after = make_epub(
        replace(
            book,
            title="Another",
            summary_html="<p>New.</p>",
            rating="Teen",
            modified_at=NOW + timedelta(days=1),
        )
    )

    end = end_of_chapters(before)
    assert after[:end] == before[:end]


def test_a_growing_serial_changes_its_hash_only_where_it_outgrows_a_sample():
    """At most three times for each of 16, 64, 256 KiB that the text grows past."""
    files = [make_epub(serial(count, 60)) for count in range(1, 91)]

    changes = []
    hashes = [partial_md5(data) for data in files]
    for data, one, other in zip(files[1:], hashes, hashes[1:], strict=False):
        if one != other:
            changes.append(len(data))

    passed = sum(end_of_chapters(files[0]) < at < len(files[-1]) for at in SAMPLED)
    assert passed >= 2
    assert len(changes) <= 3 * passed


def test_no_sample_falls_on_what_a_further_chapter_changes():
    for count in range(1, 60):
        data = make_epub(serial(count, 20))
        entries = {e.filename: e for e in zipfile.ZipFile(io.BytesIO(data)).infolist()}
        end = end_of_chapters(data)
        tail = entries["EPUB/cover.xhtml"].header_offset

        spared = [at for at in SAMPLED if end + 46 <= at < len(data)]
        assert all(at + SAMPLE <= tail for at in spared), (count, end, tail, spared)


def test_two_works_of_one_title_have_two_hashes():
    one = make_epub(serial(3))
    other = make_epub(replace(serial(3), chapters=serial(4).chapters[1:]))

    assert partial_md5(one) != partial_md5(other)


# ---------------------------------------------------------------- the package document


def test_the_package_says_what_the_book_is():
    root = xml(full(), "package.opf")

    assert values(root, "//dc:title/text()") == ["Salt Roads"]
    assert values(root, "//dc:creator/text()") == ["Ines Okafor"]
    assert values(root, "//dc:language/text()") == ["en"]
    assert values(root, "//dc:publisher/text()") == ["The Harbour Archive"]
    assert values(root, "//dc:date/text()") == ["2026-03-14"]
    assert values(root, "//dc:subject/text()") == ["fantasy", "harbours & quays"]
    assert values(root, "//dc:description/text()") == ["A ledger & ninety-one lamps."]
    assert values(root, "//*[@property='dcterms:modified']/text()") == [
        "2026-03-14T09:26:00Z"
    ]
    assert values(root, "//*[@property='role']/text()") == ["aut"]


def test_the_identifier_is_the_works_own_and_no_revisions():
    book = full()
    later = replace(book, modified_at=NOW + timedelta(days=9), title="Renamed")

    one, other = (
        values(xml(b, "package.opf"), "//dc:identifier/text()") for b in (book, later)
    )

    assert one == other
    assert one[0].startswith("urn:uuid:")
    assert values(xml(book, "toc.ncx"), "//*[@name='dtb:uid']/@content") == one


def test_series_are_said_both_ways():
    root = xml(full(), "package.opf")

    assert values(root, "//*[@property='belongs-to-collection']/text()") == [
        "Salt Roads",
        "Harbours",
    ]
    assert values(root, "//*[@property='group-position']/text()") == ["2", "1.5"]
    names = values(root, "//opf:meta/@name")
    assert names.index("calibre:series") < names.index("calibre:series_index")
    assert values(root, "//*[@name='calibre:series_index']/@content") == ["2"]


def test_accessibility_is_described_but_conformance_not_claimed():
    root = xml(full(), "package.opf")

    assert values(root, "//*[@property='schema:accessMode']/text()") == ["textual"]
    assert values(root, "//*[@property='schema:accessibilityHazard']/text()")
    assert values(root, "//*[@property='schema:accessibilitySummary']/text()")
    assert values(root, "//*[@property='dcterms:conformsTo']") == []


def test_books_in_arabic_turn_their_pages_from_the_other_side():
    book = SHAPES["Arabic"]

    assert values(
        xml(book, "package.opf"), "//opf:spine/@page-progression-direction"
    ) == ["rtl"]
    page = xml(book, "chapter-101.xhtml")
    assert (page.get("dir"), page.get("lang")) == ("rtl", "ar")


# ---------------------------------------------------------------- pages


def test_the_pages_before_the_text_are_three_in_every_book():
    """E-readers remember the number of a page in the spine."""
    for book in SHAPES.values():
        spine = values(xml(book, "package.opf"), "//opf:itemref/@idref")
        assert spine[:3] == ["page-cover", "page-title", "page-about"]
        assert spine[3].startswith(("page-chapter-", "page-work-"))
        assert spine[-1] == "nav"


def test_notes_stand_apart_from_the_text():
    page = xml(full(), "chapter-101.xhtml")

    notes = [
        " ".join("".join(note.itertext()).split()) for note in page.iter("{*}aside")
    ]
    text = page.xpath("string(//x:div[@class='text'])", namespaces=NAMES)
    assert notes == ["Note Thank you for writing.", "After Wait for part 2."]
    assert "Thank you" not in text


def test_headings_of_a_text_leave_no_level_out():
    chapter = make_chapter(1, "<h3>Dawn</h3><p>She rowed.</p><h4 lang='fr'>Midi</h4>")

    page = xml(make_book([chapter]), "chapter-101.xhtml")

    headings = page.iter("{*}h1", "{*}h2", "{*}h3", "{*}h4")
    assert [one.tag.rpartition("}")[2] for one in headings] == ["h1", "h2", "h3"]
    assert values(page, "//x:h3/@lang") == ["fr"]


def test_an_omnibus_has_its_works_as_parts():
    nav = xml(omnibus(), "nav.xhtml")

    parts = values(nav, "//x:nav[1]/x:ol/x:li/x:a/text()")
    inner = values(nav, "//x:nav[1]/x:ol/x:li/x:ol/x:li/x:a/text()")
    assert parts[1:] == ["The Tide Office", "月のない夜", "โจรแห่งท่าเรือ"]
    assert inner == ["Lamp 1", "Lamp 2", "4"]
    assert values(xml(omnibus(), "work-8.xhtml"), "//@lang")[:1] == ["ja"]


def test_both_tables_of_contents_agree():
    nav = values(xml(omnibus(), "nav.xhtml"), "//x:nav[1]//x:a/@href")
    ncx = values(xml(omnibus(), "toc.ncx"), "//ncx:content/@src")

    assert nav == ncx


def test_hostile_words_stay_words():
    root = xml(SHAPES["hostile markup"], "package.opf")

    assert values(root, "//dc:title/text()") == ['"<Salt> & Roads']
    about = opened(SHAPES["hostile markup"]).read("EPUB/about.xhtml").decode()
    assert 'href="javascript' not in about
