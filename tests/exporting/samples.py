"""Books of every shape, for the makers to be tried on."""

from datetime import UTC, datetime
from io import BytesIO

from PIL import Image

from fascicle.exporting.book import (
    Book,
    BookChapter,
    BookNote,
    BookPart,
    BookPicture,
    BookSeries,
)
from fascicle.exporting.words import labels

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
ADDRESS = "https://harbour.example/works/12/"


def make_chapter(number=1, html="<p>The boat came in.</p>", **kwargs):
    kwargs.setdefault("title", f"Lamp {number}")
    return BookChapter(f"chapter-{100 + number}", number, html=html, **kwargs)


def make_book(chapters=None, **kwargs):
    values = {
        "identifier": ADDRESS,
        "title": "Salt Roads",
        "authors": ["Ines Okafor"],
        "language": "en",
        "chapters": [make_chapter()] if chapters is None else chapters,
        "modified_at": NOW,
        "labels": labels("en"),
    } | kwargs
    return Book(**values)


def prose(paragraphs, seed=0):
    """Text that compresses like prose: no two paragraphs alike."""
    words = "lamp quay ledger tide salt rope harbour winter letter north stair tallow"
    words = words.split()
    lines = []
    for n in range(paragraphs):
        picked = [words[(n * 7 + k * k + seed * 13) % len(words)] for k in range(40)]
        lines.append(
            f"<p>{n * 7919 + seed}: {' '.join(picked)}, <em>she said</em>.</p>"
        )
    return "".join(lines)


def serial(count, paragraphs=30):
    return make_book(
        [make_chapter(n, prose(paragraphs, n), title="") for n in range(1, count + 1)],
        status="ongoing",
    )


def full():
    """Everything a book can have."""
    return make_book(
        [
            make_chapter(
                1,
                "<h2>Morning</h2><p>One <em>line</em>.</p><hr><p class='verse'>a<br>b</p>",
                notes_before=[BookNote("<p>Thank you for writing.</p>")],
                notes_after=[BookNote("<p>Wait for part 2.</p>", title="After")],
                stated_number="1",
            ),
            make_chapter(2, title="", language="fr"),
        ],
        published_at=NOW,
        archive="The Harbour Archive",
        source_url=ADDRESS,
        summary_html="<p>A ledger &amp; ninety-one lamps.</p>",
        rating="Teen",
        content_notes=["loss of a parent"],
        tags=["fantasy", "harbours & quays"],
        status="ongoing",
        series=[BookSeries("Salt Roads", 2.0), BookSeries("Harbours", 1.5)],
        notes_before=[BookNote("<p>Written in winter.</p>")],
        notes_after=[BookNote("<p>The end, for now.</p>")],
        word_count=61_204,
        licence="All rights reserved",
    )


def omnibus():
    parts = [
        BookPart(
            "The Tide Office",
            "Ines Okafor",
            [make_chapter(1), make_chapter(2)],
            summary_html="<p>How it began.</p>",
            key="work-7",
        ),
        BookPart(
            "月のない夜",
            "D. Quill",
            [make_chapter(3, "<p><ruby>雨<rt>あめ</rt></ruby>。</p>", title="")],
            key="work-8",
            in_one_part=True,
            language="ja",
            notes_before=[BookNote("<p>始めに</p>")],
            notes_after=[BookNote("<p>終わり</p>")],
        ),
        BookPart(
            "โจรแห่งท่าเรือ",
            "",
            [make_chapter(4, "<p>กาลครั้งหนึ่ง</p>", title="")],
            key="work-9",
            language="th",
        ),
    ]
    return make_book([], title="Salt Roads", parts=parts, language="und")


def illustrated():
    """Pictures in paragraphs, in emphasis, where blocks stand, and one that is lost."""
    out = {}
    for digit, kind in (("a", "JPEG"), ("b", "PNG")):
        data = BytesIO()
        Image.new("RGB", (8, 6), (180, 60, 20)).save(data, kind)
        out[digit * 64] = BookPicture(data.getvalue(), f"image/{kind.lower()}")
    jpeg, png = (f"/images/{digest}" for digest in out)
    html = (
        f'<p>Look: <em><img src="{jpeg}" alt="A lamp &amp; a &quot;quay&quot;"></em></p>'
        f'<img src="{png}" alt="The sea" width="8" height="6"><ul><img src="{png}" alt="x"></ul>'
        f'<h2><img src="{jpeg}" alt="Ornament"></h2>'
        f'<p><img src="/images/{"0" * 64}" alt="Lost"><img src="/images/0" alt="None"></p>'
    )
    return make_book([make_chapter(1, html), make_chapter(2)], pictures=out)


HOSTILE = (
    "<em>a<p>b</p><ul>x<li>y</li><p>z</p></ul></em> tail <p></p><p>&nbsp;</p>"
    "<ol start='x'><ol><li>deep</li></ol></ol><li>stray</li>"
    "<dl><dd>no term</dd><dt>no definition</dt></dl><dl></dl><ul></ul>"
    "<table><tbody><tr><td colspan='0'>a<p>b</p></td></tr></tbody>"
    "<caption>late</caption><thead><tr><th scope='up'>h</th></tr></thead></table>"
    "<table></table><table><caption>c<p>d</p></caption></table>"
    "<h2>h<div>i</div></h2><blockquote>bare <b>text</b><hr>more</blockquote>"
    "<p lang='??' dir='up' class='verse evil'>q &amp; \x0b\ufffe&lt;b&gt;</p>"
    "<p><bdo>no way</bdo><bdo dir='rtl'>way</bdo><ruby>alone</ruby>"
    "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby><ruby><rt>x</rt></ruby></p>"
    "<p><a href='/works/1'>here</a><a href='https://exa mple/'>space</a>"
    "<a href='https://example.org/ä b?q=%zz&amp;x=[1]#a#b'>odd</a>"
    "<a href='http://1.2.3.999/'>no host</a><a href='http://xn--a/'>puny</a>"
    "<a href='mailto:a b'>mail</a><a href='http://example.org:99999/'>port</a></p>"
    "<pre> kept\n  as typed <p>x</p></pre>"
    "<div class='letter'>Dear <span class='underline'>you</span></div>"
    + "<blockquote>" * 60
    + "<i>" * 60
    + "deep"
)

SHAPES = {
    "one chapter, no author, no language": make_book(
        [make_chapter(title="")],
        title="Untitled",
        authors=[],
        language="und",
        in_one_part=True,
    ),
    "everything": full(),
    "pictures": illustrated(),
    "120 chapters": serial(120, paragraphs=3),
    "an omnibus": omnibus(),
    "Chinese": make_book(
        [make_chapter(1, "<p>话说从前。</p><hr><p>他来了。</p>", title="")],
        title="红楼梦：第一回",
        authors=["曹雪芹"],
        language="zh-Hans",
    ),
    "Arabic": make_book(
        [make_chapter(1, "<p>كان يا ما كان</p>", title="البداية")],
        title="ألف ليلة وليلة",
        authors=["مجهول"],
        language="ar",
    ),
    "a long title": make_book(
        title="On the many ways of missing a train, " * 6, authors=["x" * 90] * 9
    ),
    "hostile markup": make_book(
        [make_chapter(1, HOSTILE, title="<b>&amp;\x00</b>]]>")],
        title='"<Salt> & \x01Roads\ufffe',
        authors=["A & B <c>"],
        tags=["<x>", "&amp;"],
        summary_html=HOSTILE,
        source_url="javascript:alert(1)",
    ),
}
