"""What was asked for is found again in the text, and marked."""

import pytest

from fascicle.search.words.grammar import parse
from fascicle.search.words.marking import WIDTH, Marker


def marked(query, text, language="en"):
    pieces = Marker(parse(query).node, language).excerpt(text)
    return "".join(f"[{p.text}]" if p.is_found else p.text for p in pieces)


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("lamp", "He lit the lamps.", "He lit the [lamps]."),
        ("run", "Running, she ran.", "[Running], she ran."),
        (
            '"salt road"',
            "A salt road; a road of salt.",
            "A [salt road]; a road of salt.",
        ),
        ("elodie", "Here is Élodie.", "Here is [Élodie]."),
        ("lamplighter's", "the lamplighter’s ledger", "the [lamplighter’s] ledger"),
        ("light*", "A lighthouse, alight.", "A [lighthouse], alight."),
        ("salt -road", "salt road", "[salt] road"),
        ("salt OR tide", "the tide", "the [tide]"),
        ("title:salt", "salt", ""),
        ("harbour", "no such word", ""),
    ],
)
def test_words_are_marked_as_they_stand(query, text, expected):
    assert marked(query, text) == expected


def test_unspaced_scripts_are_marked():
    assert marked("魔法", "夜の魔法使い", "ja") == "夜の[魔法]使い"


def test_the_stretch_with_the_most_is_shown():
    text = "lamp " + "word " * 200 + "a lamp on the salt road " + "word " * 200

    shown = marked("lamp salt road", text)

    assert "a [lamp] on the [salt] [road]" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < WIDTH + 40


def test_markup_in_a_text_is_only_text():
    assert marked("b", "a <b> c") == "a <[b]> c"
