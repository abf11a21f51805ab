import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fascicle.importing.sources.bare.decoding import LINE_END, read_text
from fascicle.importing.story import Problem

from .samples import ENCODINGS, TEXTS, UTF_16, encodable

PAIRS = [(lang, codec) for lang in TEXTS for codec in ENCODINGS[lang]]


@pytest.mark.parametrize(("language", "encoding"), PAIRS)
def test_a_text_of_two_hundred_letters_is_read_in_its_encoding(language, encoding):
    text = encodable(TEXTS[language], encoding)

    source = read_text("story.txt", text.encode(encoding))

    assert "\n".join(source.lines) == text


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("encoding", UTF_16)
def test_utf_16_is_read_with_and_without_its_mark(language, encoding):
    text = TEXTS[language]

    source = read_text("story.txt", text.encode(encoding))

    assert "\n".join(source.lines) == text
    assert source.problem is None


@pytest.mark.parametrize(
    "mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE]
)
def test_a_mark_at_the_start_decides_and_is_not_part_of_the_text(mark):
    codec = {3: "utf-8"}.get(len(mark), "utf-16-le" if mark[0] == 0xFF else "utf-16-be")

    source = read_text("story.txt", mark + TEXTS["fr"].encode(codec))

    assert source.lines == (TEXTS["fr"],)
    assert source.confidence == 1.0


def test_the_encoding_named_decodes_the_bytes():
    for language, encoding in PAIRS:
        data = encodable(TEXTS[language], encoding).encode(encoding)
        named = read_text("story.txt", data).encoding

        data.decode("sloppy-windows-1252" if named == "cp1252" else named)


def test_utf_8_and_windows_1252_in_one_file_are_each_read_as_what_they_are():
    lines = ["“Où est l’été ?”", "Elle ferma la fenêtre.", "« Déjà là », dit-il."] * 3
    data = b"\n".join(
        line.encode("utf-8" if at % 2 else "cp1252") for at, line in enumerate(lines)
    )

    source = read_text("story.txt", data)

    assert list(source.lines) == lines
    assert source.repairs[0].kind == "utf-8-among-windows-1252"
    assert source.repairs[0].count > 1


def test_a_file_cut_in_the_middle_of_a_letter_keeps_all_before_it():
    data = ("Die Brücke war gesperrt. " * 9 + "ü").encode()[:-1]

    source = read_text("story.txt", data)

    assert source.encoding == "utf-8"
    assert source.lines[0].startswith("Die Brücke war gesperrt. ")


def test_a_charset_named_by_a_page_is_a_hint_and_not_believed_blindly():
    page = '<html><meta charset="iso-8859-1"><body><p>{}</p><p>{}</p></body></html>'.format(
        TEXTS["ru"], TEXTS["ru"]
    )

    source = read_text("story.html", page.encode("koi8-r", "ignore"))

    assert source.encoding == "koi8-r"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_at_line_ends_only(end):
    text = "one\x0bstill one\x0cstill one\u2028still one" + end + "two" + end

    source = read_text("story.txt", text.encode())

    assert len(source.lines) == 3
    assert source.lines[1] == "two"


@given(st.binary(max_size=600))
def test_no_bytes_make_reading_fail(data):
    source = read_text("anything", data)

    assert source.size == len(data)
    assert len(source.sha256) == 64
    assert all("\n" not in line and "\r" not in line for line in source.lines)


@given(st.text(max_size=300))
def test_no_repair_adds_or_drops_a_line(text):
    source = read_text("story.txt", b"\xef\xbb\xbf" + text.encode("utf-8", "replace"))

    if source.problem is None:
        clean = text.encode("utf-8", "replace").decode()
        assert len(source.lines) == len(LINE_END.split(clean))


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", Problem.EMPTY),
        (b" \r\n\r\n \t\n", Problem.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), Problem.BINARY),
        (bytes(range(1, 9)) * 40, Problem.BINARY),
        (b"<html><title>404 Not Found</title><p>The page was not found.", Problem.ERROR_PAGE),
        (b"This story has been removed at the author's request.", Problem.PLACEHOLDER),
        (b"http://a.example/1.txt\nhttp://a.example/2.txt\nhttp://a.example/3.txt\n",
            Problem.INDEX_PAGE),
    ],
)  # fmt: skip
def test_what_holds_no_story_is_told_by_its_reason(data, problem):
    assert read_text("x", data).problem is problem


def test_a_story_in_which_a_page_is_not_found_is_no_error_page():
    text = "The page was not found where she had left it. " + TEXTS["en"] * 8

    assert read_text("story.txt", text.encode()).problem is None


def test_utf_16_and_seven_bit_japanese_keep_their_names_though_letters_are_lost():
    lost = "Die B?ckerin ?ffnete die T?r f?r den j?ngsten Gast. " * 3

    assert read_text("x", lost.encode("utf-16-le")).encoding == "utf-16-le"
    assert read_text("x", TEXTS["ja"].encode("iso2022_jp")).encoding == "iso2022_jp"
    assert read_text("x", lost.encode()).encoding == "latin-1"
