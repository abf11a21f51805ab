import pytest

from fascicle.core.names import name_key, one_line, title_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Élodie", "elodie"),
        ("ＴＯＫＹＯ", "Tokyo"),
        ("  A   B ", "a b"),
        ("Straße", "STRASSE"),
    ],
)
def test_case_width_accents_and_spacing_do_not_part_names(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("A.B.", "AB"), ("が", "か"), ("魔法", "魔女")]
)
def test_different_names_stay_different(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    "title", ["The Black Mask", "Black Mask, The", "the black  mask!"]
)
def test_titles_are_compared_without_article_and_punctuation(title):
    assert title_key(title) == "black mask"


def test_a_title_that_is_an_article_keeps_it():
    assert title_key("A") == "a"
    assert title_key("The") == "the"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gnp.\u202etxt.exe", "gnp.txt.exe"),
        ("\u2066Salt\u2069  Roads\n", "Salt Roads"),
        ("\x1b[31mred\x07", "[31mred"),
        ("\u202e", ""),
        ("نمک \u200fو راه", "نمک \u200fو راه"),
    ],
)
def test_a_name_is_one_line_that_turns_nothing_around(text, shown):
    assert one_line(text) == shown


def test_names_that_differ_by_unseen_turns_are_one_name():
    assert name_key("Eve\u202e") == name_key("Eve")
