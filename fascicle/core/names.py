"""When two names are the same name."""

import unicodedata

#: Signs that turn the direction of all that follows, beyond the name itself (UAX #9).
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def one_line(text: str) -> str:
    """A name or title as one line of text that can spoil nothing around it."""
    plain = "".join(c for c in text.translate(_TURNING) if c.isspace() or ord(c) >= 32)
    return " ".join(plain.split())


def name_key(name: str) -> str:
    """The form in which names are compared: without case, width, accents and odd spacing.

    "Élodie", "ELODIE" and "ｅｌｏｄｉｅ" share one key. Punctuation stays: "A.B." is not "AB".
    """
    folded = unicodedata.normalize("NFKC", one_line(name)).casefold()
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", folded)
        # Marks are accents only on scripts where the bare letter is still the same name.
        if not (unicodedata.combining(letter) and ord(letter) < 0x0370)
    )
    return " ".join(unicodedata.normalize("NFC", bare).split())


def title_key(title: str) -> str:
    """The form in which titles are compared: as names, without punctuation and a leading article.

    "The Black Mask", "Black Mask, The" and "the black mask!" share one key.
    """
    words = "".join(
        c if c.isalnum() or c.isspace() else " " for c in name_key(title)
    ).split()
    if len(words) > 1 and words[-1] in {"the", "a", "an"}:
        words = words[:-1]
    if len(words) > 1 and words[0] in {"the", "a", "an"}:
        words = words[1:]
    return " ".join(words)
