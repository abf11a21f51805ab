"""What writers say of other works."""

import pytest

from fascicle.importing.sources.bare.references import references_in


@pytest.mark.parametrize(
    ("text", "kind", "title", "number"),
    [
        ('(Sequel to "The Salt Stair")', "sequel-to", "The Salt Stair", None),
        (
            "This is a sequel to my story The Salt Stair, so read that first.",
            "sequel-to", "The Salt Stair", None,
        ),
        ("Fortsetzung von „Die Salztreppe“", "sequel-to", "Die Salztreppe", None),
        ("A prequel to The Salt Stair.", "prequel-to", "The Salt Stair", None),
        ('Inspired by the song "Low Water"', "inspired-by", "Low Water", None),
        ("This is the second story in the Salt Lamps series.", "part-of-series", "Salt Lamps", 2),
        ("Book 3 of the Salt Lamps series", "part-of-series", "Salt Lamps", 3),
        ("[To be continued in chapter 2, when I get round to it.]", "continued-in", "", 2),
        ("Wait for part 3!", "continued-in", "", 3),
        ("Thanks for the comments on my last story.", "sequel-to", "", None),
    ],
)  # fmt: skip
def test_references_are_read(text, kind, title, number):
    (reference,) = references_in([(text, (1, 1))])

    assert (reference.kind, reference.title, reference.number) == (kind, title, number)
    assert reference.evidence[0].lines == (1, 1)


def test_the_same_reference_is_told_once():
    said = ('Sequel to "The Salt Stair"', (1, 1))

    assert len(references_in([said, said])) == 1


@pytest.mark.parametrize(
    "text", ["She followed him home.", "The first story of the house was dark."]
)
def test_ordinary_sentences_refer_to_nothing(text):
    assert references_in([(text, (1, 1))]) == []
