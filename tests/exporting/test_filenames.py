"""Names of files, on every system and for every client."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fascicle.exporting.filenames import (
    MAX_BYTES,
    ascii_name,
    content_disposition,
    file_stem,
    safe_name,
)
from tests.exporting.samples import make_book


def test_a_file_is_called_by_title_and_writer():
    assert file_stem(make_book()) == "Salt Roads - Ines Okafor"
    assert file_stem(make_book(authors=[])) == "Salt Roads"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("What? A/B: “C”", "What A-B - “C”"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("a\x00b\r\nc", "a b c"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("...", "book"),
        ("", "book"),
        ("红楼梦", "红楼梦"),
    ],
)
def test_names_are_safe(text, name):
    assert safe_name(text) == name


@given(st.text(max_size=400))
def test_any_text_makes_a_safe_name(text):
    name = safe_name(text)

    assert 0 < len(name.encode()) <= MAX_BYTES + 1
    assert not set(name) & set('<>:"/\\|?*\r\n\0')
    assert not name.startswith(".")
    assert not name.endswith((".", " "))


@given(st.text(max_size=100))
def test_any_text_makes_a_header_of_plain_characters(text):
    header = content_disposition(text, "epub")

    assert header.isascii()
    assert header.isprintable()
    assert header.startswith('attachment; filename="')
    assert header.split("; filename*=")[0].count('"') == 2


def test_old_clients_get_letters_without_accents_and_new_ones_all():
    header = content_disposition("Łódź – Éliane", "epub")

    assert header == (
        'attachment; filename="Lodz - Eliane.epub"; '
        "filename*=UTF-8''%C5%81%C3%B3d%C5%BA%20%E2%80%93%20%C3%89liane.epub"
    )


def test_a_title_with_nothing_in_ascii_falls_back_to_its_number():
    assert ascii_name("红楼梦 2", otherwise="work-12") == "work-12"
    assert 'filename="work-12.txt"' in content_disposition(
        "红楼梦", "txt", otherwise="work-12"
    )
