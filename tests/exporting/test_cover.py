"""Covers."""

import io

import pytest
from PIL import Image

from fascicle.exporting.cover import draw_cover
from fascicle.exporting.cover.faces import settable
from fascicle.exporting.cover.setting import Box, set_lines
from tests.exporting.samples import SHAPES, make_book

BOX = Box(width=760, height=800, sizes=(132, 98, 64, 50), weight=440)


@pytest.mark.parametrize("shape", SHAPES)
def test_covers_of_every_shape_are_small_and_the_same_twice(shape):
    cover = draw_cover(SHAPES[shape])

    assert cover == draw_cover(SHAPES[shape])
    assert len(cover) < 80_000
    image = Image.open(io.BytesIO(cover))
    assert (image.format, image.size) == ("PNG", (1000, 1600))


def test_twelve_tints_make_twelve_covers():
    assert len({draw_cover(make_book(tint=tint)) for tint in range(24)}) == 12


def test_a_title_is_broken_between_words_and_as_large_as_it_may_be():
    lines = set_lines("The Lamplighter’s Ledger", "en", BOX)

    assert lines.lines == ("The", "Lamplighter’s", "Ledger")
    assert lines.size > 64


def test_a_title_too_long_for_any_size_ends_in_dots():
    lines = set_lines("all the ways of missing trains " * 30, "en", BOX)

    assert lines.size == 50
    assert lines.lines[-1].endswith("…")
    assert lines.height <= BOX.height


def test_one_endless_word_is_broken_somewhere():
    lines = set_lines("Donaudampfschifffahrtsgesellschaft" * 3, "de", BOX)

    assert len(lines.lines) > 1
    assert "".join(lines.lines) == "Donaudampfschifffahrtsgesellschaft" * 3


def test_japanese_lines_begin_with_no_full_stop():
    lines = set_lines("吾輩は猫である。" * 4, "ja", BOX)

    assert not any(line.startswith("。") for line in lines.lines)


def test_symbols_no_face_has_are_left_out_and_foreign_letters_give_the_title_up():
    assert settable("It \U0001f682 moves", "en") == "It moves"
    assert settable("𒀀𒀁", "akk") is None


def test_a_cover_whose_title_no_face_can_set_still_is_a_cover():
    assert len(draw_cover(make_book(title="𒀀𒀁", language="akk"))) > 1000
