import pytest

from fascicle.importing.sources.bare.language import (
    language_by_words,
    language_of,
    language_of_text,
)

from .layouts import read, wrapped
from .samples import TEXTS


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_of_two_hundred_letters_shows_its_language(language):
    found = language_of_text(TEXTS[language])

    assert found.value == language[:2]
    assert found.confidence > 0.5
    assert found.evidence[0].quote


@pytest.mark.parametrize("language", TEXTS)
def test_one_sentence_is_enough(language):
    assert language_of_text(TEXTS[language][:90]).value == language[:2]


@pytest.mark.parametrize(
    "text", ["", "12 34 56", "* * *", "Ah!", "Kap. IV", "Oz", "ОК"]
)
def test_too_little_text_has_no_known_language(text):
    assert language_of_text(text) is None


def test_a_header_in_another_language_does_not_decide():
    header = [
        "Title: The Light",
        "Author: Nora Quill",
        "Disclaimer: I own none of them.",
        "",
    ]
    document = read([*header, *wrapped(70, paragraphs=[TEXTS["de"]] * 6)])

    assert language_of(document).value == "de"


def test_a_few_words_of_another_language_change_nothing():
    text = TEXTS["en"] + " „Grüß Gott“, she said. " + TEXTS["en"]

    assert language_of_text(text).value == "en"


def test_long_texts_are_told_without_the_model():
    for language in ("en", "fr", "de", "ru", "ja", "zh", "ar", "el"):
        assert language_by_words(TEXTS[language] * 3).value == language


PERSIAN = (
    "پیرمرد چراغ را روشن کرد و کنار پنجره نشست، چون می‌دانست که کشتی دیر می‌رسد "
    "و گربه خوابیده است."
)
URDU = (
    "بوڑھے آدمی نے چراغ جلایا اور کھڑکی کے پاس بیٹھ گیا کیونکہ وہ جانتا تھا کہ "
    "کشتی دیر سے آئے گی۔"
)


@pytest.mark.parametrize(("text", "language"), [(PERSIAN, "fa"), (URDU, "ur")])
def test_persian_and_urdu_are_not_taken_for_arabic(text, language):
    assert language_of_text(text).value == language
