"""The lines of an original as they came, paged, whatever is in it."""

import pytest
from django.urls import reverse

from fascicle.importing.originals import (
    LINES_A_PAGE,
    MOST_LETTERS,
    NotShown,
    Outline,
    original_page,
    outline_of,
    page_with,
)
from tests.importing.desk.factories import make_file, make_reading

pytestmark = pytest.mark.django_db


def test_lines_are_numbered_as_in_the_file_and_bear_their_roles(batch):
    file = make_file(batch)
    make_reading(file)

    lines = original_page(file, outline_of(file), page=1).lines

    assert [line.number for line in lines] == list(range(1, 9))
    assert [line.label for line in lines if line.label] == [
        "heading", "note", "story", "break", "story",
    ]  # fmt: skip


def test_a_long_file_is_paged(batch):
    file = make_file(batch, lines=[f"line {n}" for n in range(1, 1000)])

    page = original_page(file, Outline(), page=2)

    assert (page.pages, page.total, page.before, page.after) == (4, 999, 1, 3)
    assert page.lines[0].text == f"line {LINES_A_PAGE + 1}"
    assert page_with(LINES_A_PAGE + 1) == 2


def test_a_page_that_is_not_there_is_the_last(batch):
    file = make_file(batch)

    assert original_page(file, Outline(), page=99).page == 1


def test_a_very_long_line_is_cut(batch):
    file = make_file(batch, lines=["x" * (MOST_LETTERS + 9)])

    assert len(original_page(file, Outline(), page=1).lines[0].text) == MOST_LETTERS + 1


@pytest.mark.parametrize("encoding", ["utf-8", "no-such-codec", ""])
def test_no_encoding_makes_it_fail(batch, encoding):
    file = make_file(batch)
    file.encoding = encoding

    assert original_page(file, Outline(), page=1).total == 8


def test_bytes_that_are_not_there_are_not_shown(desk, batch):
    file = make_file(batch, sha256="0" * 64)

    with pytest.raises(NotShown):
        original_page(file, Outline(), page=1)
    page = desk.get(reverse("importing:file", args=[batch.pk, file.pk]))
    download = desk.get(reverse("importing:original", args=[batch.pk, file.pk]))

    assert (page.status_code, download.status_code) == (200, 404)


def test_mark_up_in_an_original_is_shown_not_followed(desk, batch):
    file = make_file(batch, lines=["<script>alert(1)</script>"])

    page = desk.get(
        reverse("importing:file", args=[batch.pk, file.pk])
    ).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
