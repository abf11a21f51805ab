"""How languages are called and which way they run."""

import pytest

from fascicle.core.languages import direction_of, english_name_of, name_of


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("de", "Deutsch"),
        ("fr-CA", "Français"),
        ("zh", "中文"),
        ("zh-Hant-TW", "繁體中文"),
        ("la", "Latina"),
        ("tlh", "tlh"),
        ("", "Language unknown"),
        ("und", "Language unknown"),
    ],
)
def test_a_language_is_called_by_its_own_name(code, name):
    assert name_of(code) == name


@pytest.mark.parametrize(
    ("code", "direction"),
    [
        ("en", "ltr"),
        ("ar-EG", "rtl"),
        ("he", "rtl"),
        ("az-Arab", "rtl"),
        ("ur-Latn", "ltr"),
        ("", "auto"),
        ("und", "auto"),
    ],
)
def test_a_language_runs_its_own_way(code, direction):
    assert direction_of(code) == direction


def test_a_language_has_a_name_for_those_who_do_not_read_it():
    assert english_name_of("ja") == "Japanese"
    assert english_name_of("zh-Hant") == "Traditional Chinese"
    assert english_name_of("zh") == "Chinese"
    assert english_name_of("la") == "Latin"
    assert english_name_of("tlh") == ""
