import pytest

from fascicle.core.names import name_key, title_key


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
