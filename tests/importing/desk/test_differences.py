"""Two copies side by side: only what differs is marked."""

from django.template.loader import render_to_string

from fascicle.core.differences import MOST_PARAGRAPHS, differences, paragraphs_of


def marked(rows, side):
    return ["".join(p.text for p in getattr(row, side) if p.differs) for row in rows]


def test_paragraphs_come_without_mark_up():
    html = "<p>One <em>lamp</em> &amp; oil.</p><hr><p>Two<br>lines.</p>"

    assert paragraphs_of(html) == ["One lamp & oil.", "Two", "lines."]


def test_only_the_words_that_differ_are_marked():
    rows = differences(
        "<p>It rained for eleven days.</p>", "<p>It rained for twelve days.</p>"
    )

    assert marked(rows, "left") == ["eleven"]
    assert marked(rows, "right") == ["twelve"]


def test_a_paragraph_that_one_lacks_stands_alone():
    rows = differences("<p>One.</p><p>Two.</p>", "<p>One.</p>")

    assert [row.differs for row in rows] == [False, True]
    assert marked(rows, "left")[1] == "Two."
    assert rows[1].right == []


def test_paragraphs_that_have_nothing_in_common_are_not_set_side_by_side():
    rows = differences(
        "<p>A note to you.</p><p>It rained.</p>", "<p>It rained hard.</p>"
    )

    assert [bool(row.left) and bool(row.right) for row in rows] == [False, True]


def test_long_like_stretches_are_left_out_and_counted():
    same = "".join(f"<p>Paragraph {n}.</p>" for n in range(50))

    rows = differences(
        same + "<p>The end came.</p>", same + "<p>The end came late.</p>"
    )

    assert [row.skipped for row in rows] == [0, 48, 0, 0]


def test_very_long_texts_are_compared_up_to_a_limit():
    long = "".join(f"<p>{n}</p>" for n in range(MOST_PARAGRAPHS + 100))

    assert sum(row.skipped or 1 for row in differences(long, long)) == MOST_PARAGRAPHS


def test_what_was_not_compared_is_said():
    long = "".join(f"<p>{n}</p>" for n in range(MOST_PARAGRAPHS + 100))

    rows = differences(long, f"{long}<p>One more.</p>")

    assert (rows[-1].beyond, rows[-1].differs) == (101, False)
    page = render_to_string("components/differences.html", {"rows": rows})
    assert "101 more paragraphs at the end were not compared" in page


def test_the_page_marks_both_sides(desk, batch):
    from django.urls import reverse

    from tests.importing.desk.factories import make_copy, make_part, make_story

    story = make_story(batch, parts=0)
    copy = make_copy(
        make_part(story, html="<p>It rained.</p>"),
        html="<p>It <b>snowed</b> & rained.</p>",
    )

    address = reverse("importing:part_difference", args=[batch.pk, story.pk, copy.pk])
    page = desk.get(address).content.decode()

    assert "<ins>snowed &amp; </ins>" in page
