import pytest

from fascicle.importing.sources.bare.notes import (
    is_bracketed,
    is_note_label,
    is_sign_off,
    note_kind,
    noteness,
)

from .layouts import PROSE
from .samples import TEXTS

NOTES = (
    "Hi everyone! Thanks for all the lovely comments on the last part.",
    "That's all for now, wait for part 3.",
    "Sorry this took so long, real life got in the way. Next chapter should be up by Friday.",
    "A/N: My first attempt at this kind of thing, so be gentle.",
    "Disclaimer: I don't own these characters and am making no money from this.",
    "Dedicated to my grandmother, who taught me to read.",
    "This story takes place two years after the first one. Comments are welcome!",
    "All remaining mistakes are mine. Please let me know what you think.",
    "Previously on The Lamps: the dog has found the furthest light.",
    "Written for the Autumn Lights challenge. Feedback makes my day.",
    "Copyright 1998 by N. Quill. Please do not repost without permission.",
    "(Author's note: I have moved the festival to June.)",
    "If you liked this, tell me and I will post more soon!",
    "Many thanks to my beta, who fixed the commas.",
    "Vielen Dank für die Kommentare! Das nächste Kapitel kommt bald, über Rückmeldung freue ich "
    "mich.",
    "Merci pour vos commentaires, ça me fait plaisir ! Le prochain chapitre arrive bientôt.",
    "Gracias por los comentarios; el próximo capítulo llega el lunes.",
    "Спасибо за отзывы! Следующая глава будет скоро.",
)
STORY = (
    *PROSE,
    *TEXTS.values(),
    "You will not believe me, reader, but I was there, and I shall tell it as it was.",
    "I have set down here what I remember, for I am old, and nobody else is left to write it.",
    '"Thanks for the comments," she said. "Did you like the last chapter?"',
    "Thank you, he thought, and closed the book; the last chapter had made him cry.",
    "She posted the letter to her sister and waited for the reply all week.",
    "He wrote every morning, in pencil, at the table under the window.",
)


@pytest.mark.parametrize("text", NOTES)
def test_the_writer_speaking_is_a_note(text):
    assert noteness(text) >= 2


@pytest.mark.parametrize("text", STORY)
def test_the_story_speaking_is_no_note_even_where_it_speaks_to_the_reader(text):
    assert noteness(text) < 2


@pytest.mark.parametrize(
    "text", ["A/N", "Author's Notes:", "** AUTHOR'S NOTE **", "Notes", "To My Readers",
    "Disclaimer", "от автора"]
)  # fmt: skip
def test_a_label_alone_is_known(text):
    assert is_note_label(text)


@pytest.mark.parametrize(
    "text", ["Chapter One", "The Author", "He made a note of it", "Noted."]
)
def test_other_short_lines_are_no_labels(text):
    assert not is_note_label(text)


@pytest.mark.parametrize(
    "text",
    ["Love, Kat", "~Nora", "-- Nora Q.", "Saltmouth, June 1904", "xoxo", "Cheers!"],
)
def test_what_signs_a_note_is_known(text):
    assert is_sign_off(text)


@pytest.mark.parametrize(
    "text",
    ["Love is a strange thing to find in a lighthouse at night.", "Nora went home."],
)
def test_a_sentence_signs_nothing(text):
    assert not is_sign_off(text)


def test_brackets_and_kinds():
    assert is_bracketed("[I have moved the festival to June.]")
    assert not is_bracketed("[sic] he wrote, and so on.")
    assert note_kind("Disclaimer: not mine, no profit.") == "disclaimer"
    assert note_kind("Thanks for reading!") == "author-note"
