import ftfy.bad_codecs  # noqa: F401 - registers the sloppy codecs
import pytest

from fascicle.importing.sources.bare.decoding import read_text

from .samples import TEXTS, encodable

MISREADINGS = ("sloppy-windows-1252", "latin-1", "mac_roman", "cp437", "cp850")


def misread(text, codec, times=1):
    for _ in range(times):
        text = text.encode().decode(codec)
    return text


def mended(text):
    return "\n".join(read_text("story.txt", text.encode()).lines)


def damaged_texts():
    """Each text as each codec would have misread it, where that loses nothing."""
    for language, text in TEXTS.items():
        for codec in MISREADINGS:
            try:
                damaged = misread(text, codec)
            except UnicodeDecodeError:
                continue
            if language != "en" and "\xad" not in damaged:
                yield pytest.param(damaged, text, id=f"{language}-{codec}")


@pytest.mark.parametrize(("damaged", "text"), list(damaged_texts()))
def test_utf_8_that_was_read_as_something_else_is_mended(damaged, text):
    assert mended(damaged) == text


@pytest.mark.parametrize("language", ["en", "fr", "de", "pl", "ru", "he", "ar", "ja"])
def test_text_that_was_misread_twice_is_mended_twice(language):
    damaged = misread(TEXTS[language], "sloppy-windows-1252", times=2)

    assert mended(damaged) == TEXTS[language]


@pytest.mark.parametrize(
    ("language", "codec"),
    [
        ("ru", "cp1251"), ("ru", "koi8-r"), ("el", "cp1253"), ("he", "cp1255"), ("ar", "cp1256"),
        ("zh", "gb18030"), ("zh-tw", "big5"), ("ja", "cp932"), ("ja", "euc_jp"), ("ko", "cp949"),
    ],
)  # fmt: skip
def test_other_scripts_that_were_read_as_latin_are_mended(language, codec):
    text = encodable(TEXTS[language], codec)
    damaged = text.encode(codec).decode("sloppy-windows-1252")

    assert mended(damaged) == text


def test_good_and_damaged_lines_stand_side_by_side_and_only_the_damaged_are_mended():
    good = "Il était déjà tard, et l’été finissait."
    damaged = misread("« Où êtes-vous ? » – « Là-bas… »", "sloppy-windows-1252")

    lines = read_text("x", "\n".join([good, damaged, good, damaged]).encode()).lines

    assert lines[0] == lines[2] == good
    assert lines[1] == lines[3] == "« Où êtes-vous ? » – « Là-bas… »"


@pytest.mark.parametrize("language", TEXTS)
def test_sound_text_is_left_alone(language):
    source = read_text("story.txt", TEXTS[language].encode())

    assert "\n".join(source.lines) == TEXTS[language]
    assert source.repairs == ()


def test_capitals_beside_closing_marks_are_not_taken_for_damage():
    text = "A CANÇÃO DA MANHÃ” foi o que ele cantou naquele dia."

    assert mended(text) == text


def test_a_repair_is_counted_and_shown_by_an_example():
    damaged = misread("Noël est passé.", "sloppy-windows-1252")

    repair = read_text("x", f"{damaged}\nplain\n{damaged}".encode()).repairs[0]

    assert (repair.kind, repair.count) == ("misdecoded-utf-8", 2)
    assert (repair.before, repair.after) == ("NoÃ«l est passÃ©.", "Noël est passé.")
