"""A passage is found again in a text that was edited since, or said to be gone."""

import pytest

from fascicle.reading.passages import Passage, Span, Text, passage_at
from fascicle.reading.passages import find as find_in

TEXT = [
    "The lamp in the harbour office burned until four.",
    "She wrote in a small, upright hand, and blotted every line.",
    "“Nobody reads these,” the pilot had told her once.",
    "“Somebody will,” she had said, and turned the page.",
    "She had said so often enough.",
]


def find(passage, paragraphs):
    return find_in(passage, Text(paragraphs))


def words(span, paragraphs=TEXT):
    return passage_at(paragraphs, span).quote if span else None


def kept(quote, paragraphs=TEXT):
    """The passage as it is kept when it is marked."""
    return passage_at(paragraphs, find(Passage(quote), paragraphs))


@pytest.mark.parametrize(
    "quote", ["harbour office", "upright hand, and blotted every line.", TEXT[2]]
)
def test_a_passage_of_an_untouched_text_is_where_it_was(quote):
    passage = kept(quote)

    span = find(passage, TEXT)

    assert words(span) == quote
    assert (span.paragraph, span.start) == (passage.paragraph, passage.start)


def test_a_passage_goes_over_paragraphs():
    quote = "every line.\n“Nobody reads these,”"

    span = find(kept(quote), TEXT)

    assert span == Span(1, 48, 2, 21)
    assert words(span) == quote


def test_it_moves_with_its_paragraph():
    new = ["An opening that was not there.", "And one more.", *TEXT]

    span = find(kept("blotted every line"), new)

    assert (span.paragraph, words(span, new)) == (3, "blotted every line")


def test_among_several_it_is_the_one_between_its_own_words():
    passage = kept("She had said so")
    second = passage_at(TEXT, Span(3, 17, 3, 29))
    new = ["She had said nothing, she had said.", *TEXT]

    assert find(second, new) == Span(4, 17, 4, 29)
    assert find(passage, new).paragraph == 5


def test_other_marks_and_other_line_ends_are_the_same_words():
    new = [*TEXT[:2], '"Nobody reads these," the pilot had told her once.', *TEXT[3:]]
    joined = [*TEXT[:1], f"{TEXT[1]} {TEXT[2]}", *TEXT[3:]]

    assert find(kept("“Nobody reads these,” the pilot"), new).paragraph == 2
    assert words(find(kept("every line.\n“Nobody"), joined), joined) == (
        "every line. “Nobody"
    )


def test_an_edited_passage_is_found_by_most_of_its_words():
    new = [*TEXT]
    new[1] = "She wrote in a very small, upright script, and blotted every single line."

    span = find(kept(TEXT[1]), new)

    assert words(span, new) == new[1][:-1]


def test_what_is_no_longer_there_is_not_found_elsewhere():
    new = [one for one in TEXT if "upright" not in one]

    assert find(kept(TEXT[1]), new) is None
    assert find(kept("pilot"), ["Nothing of it."]) is None
    assert find(kept("pilot"), []) is None


def test_characters_outside_the_first_plane_count_as_one():
    text = ["😀😀 laughed the boy 😀 and ran."]

    assert find(kept("laughed the boy", text), text) == Span(0, 3, 0, 18)


@pytest.mark.parametrize("paragraph", [0, 4, 99])
def test_a_place_that_never_was_does_no_harm(paragraph):
    passage = Passage("the pilot", "?", "!", paragraph, 10_000)

    assert words(find(passage, TEXT)) == "the pilot"


def test_a_long_text_full_of_the_same_words_is_searched_too():
    text = ["so it goes and so it goes " * 200] * 100
    passage = kept("so it goes and so it goes " * 50, text)

    assert find(passage, [one.replace("goes", "went") for one in text]).paragraph == 0
    assert find(passage, ["nothing of it here " * 200] * 100) is None
