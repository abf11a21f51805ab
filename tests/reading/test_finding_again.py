"""A place is found again at the same sentence, whatever was done to the text meanwhile."""

import random
from dataclasses import replace

import pytest

from fascicle.reading.progress import (
    How,
    Kept,
    Text,
    find_again,
    sentence_start,
    words_at,
)

VOCABULARY = (
    "lamp boat harbour keeper wick oil salt rope tide gull storm ledger window stair rain "
    "glass iron light night morning she he they the a of in on and was had came went saw kept"
).split()
INTERJECTIONS = ("Yes.", "“No!”", "He laughed.", "She waited.")


def sentence(chance):
    if chance.random() < 0.1:
        return chance.choice(INTERJECTIONS)
    words = chance.choices(VOCABULARY, k=chance.randint(5, 16))
    return f"{' '.join(words).capitalize()}{chance.choice('..?!…')}"


def paragraph(chance):
    return " ".join(sentence(chance) for _ in range(chance.randint(1, 6)))


def chapters(chance):
    return [
        Text(n * 7, n, [paragraph(chance) for _ in range(chance.randint(3, 20))])
        for n in range(1, chance.randint(2, 7))
    ]


def renumbered(texts):
    return [replace(one, position=n) for n, one in enumerate(texts, 1)]


def typography(chance, texts):
    swaps = str.maketrans({"…": "...", "“": '"', "”": '"'})
    return [
        replace(one, paragraphs=[p.translate(swaps) for p in one.paragraphs])
        for one in texts
    ]


def in_one_chapter(edit):
    def edited(chance, texts):
        n = chance.randrange(len(texts))
        paragraphs = list(texts[n].paragraphs)
        edit(chance, paragraphs)
        return [*texts[:n], replace(texts[n], paragraphs=paragraphs), *texts[n + 1 :]]

    return edited


@in_one_chapter
def add_some(chance, paragraphs):
    for _ in range(chance.randint(1, 12)):
        paragraphs.insert(chance.randint(0, len(paragraphs)), paragraph(chance))


@in_one_chapter
def take_some_away(chance, paragraphs):
    for _ in range(min(len(paragraphs) - 1, chance.randint(1, 4))):
        paragraphs.pop(chance.randrange(len(paragraphs)))


@in_one_chapter
def shuffle(chance, paragraphs):
    chance.shuffle(paragraphs)


@in_one_chapter
def join(chance, paragraphs):
    if len(paragraphs) > 1:
        n = chance.randrange(len(paragraphs) - 1)
        paragraphs[n : n + 2] = [f"{paragraphs[n]} {paragraphs[n + 1]}"]


@in_one_chapter
def part(chance, paragraphs):
    n = chance.randrange(len(paragraphs))
    start = sentence_start(paragraphs[n], chance.randrange(len(paragraphs[n])))
    if start:
        paragraphs[n : n + 1] = [paragraphs[n][:start].strip(), paragraphs[n][start:]]


@in_one_chapter
def rewrite_words(chance, paragraphs):
    for _ in range(5):
        n = chance.randrange(len(paragraphs))
        words = paragraphs[n].split(" ")
        words[chance.randrange(len(words))] = chance.choice(VOCABULARY)
        paragraphs[n] = " ".join(words)


def split_chapter(chance, texts):
    n = chance.randrange(len(texts))
    at = chance.randint(0, len(texts[n].paragraphs))
    first = replace(texts[n], paragraphs=texts[n].paragraphs[:at])
    second = Text(1000 + texts[n].chapter, 0, texts[n].paragraphs[at:])
    return renumbered([*texts[:n], first, second, *texts[n + 1 :]])


def merge_chapters(chance, texts):
    if len(texts) < 2:
        return texts
    n = chance.randrange(len(texts) - 1)
    both = [*texts[n].paragraphs, *texts[n + 1].paragraphs]
    merged = replace(texts[n + chance.randint(0, 1)], paragraphs=both)
    return renumbered([*texts[:n], merged, *texts[n + 2 :]])


def move_chapter(chance, texts):
    texts = list(texts)
    texts.insert(chance.randrange(len(texts)), texts.pop())
    return renumbered(texts)


def delete_chapter(chance, texts):
    n = chance.randrange(len(texts))
    return renumbered([*texts[:n], *texts[n + 1 :]]) or texts


EDITS = (
    *(typography, add_some, take_some_away, shuffle, join, part, rewrite_words),
    *(split_chapter, merge_chapters, move_chapter, delete_chapter),
)


def plainly(text):
    return "".join(filter(str.isalnum, text)).casefold()


def stands_in(wanted, texts):
    """Whether a sentence stands anywhere, beginning where a sentence does."""
    return any(
        plainly(p[start:]).startswith(plainly(wanted))
        for one in texts
        for p in one.paragraphs
        for start in {sentence_start(p, n) for n in range(len(p))}
    )


def nearest_first(kept, texts):
    return sorted(
        texts,
        key=lambda one: (
            one.chapter != kept.chapter,
            abs(one.position - kept.position),
        ),
    )


def kept_at(chance, texts):
    """A place that a reader may have, and the sentence there."""
    text = chance.choice(texts)
    n = chance.randrange(len(text.paragraphs))
    here = text.paragraphs[n]
    words, within = words_at(here, chance.random())
    start = round(within * len(here))
    ends = [i for i in range(start, len(here)) if sentence_start(here, i) > start]
    end = ends[0] if ends else len(here)
    return Kept(text.chapter, text.position, n, words, within), here[start:end]


@pytest.mark.parametrize("seed", range(250))
def test_after_any_edits_the_same_sentence_is_found_if_it_is_still_there(seed):
    chance = random.Random(seed)
    texts = chapters(chance)
    kept, wanted = kept_at(chance, texts)

    for edit in chance.sample(EDITS, k=chance.randint(1, 4)):
        texts = edit(chance, texts)

    found = find_again(kept, nearest_first(kept, texts))
    text = next(one for one in texts if one.chapter == found.chapter)
    there = text.paragraphs[found.paragraph][found.offset :] if text.paragraphs else ""
    if stands_in(wanted, texts):
        assert plainly(there).startswith(plainly(wanted)), (wanted, there)
        assert found.how != How.NEAR
    assert found.paragraph < max(len(text.paragraphs), 1)


def test_most_of_these_edits_leave_the_sentence_where_it_can_be_found():
    """Or else the test above would prove nothing."""
    still_there = 0
    for seed in range(100):
        chance = random.Random(seed)
        texts = chapters(chance)
        _kept, wanted = kept_at(chance, texts)
        for edit in chance.sample(EDITS, k=chance.randint(1, 4)):
            texts = edit(chance, texts)
        still_there += stands_in(wanted, texts)

    assert still_there > 60


BEFORE = (
    "The keeper trimmed the wick before the storm came in over the northern ledger."
)
OTHERS = [f"Paragraph {n} says nothing of it at all." for n in range(9)]


@pytest.mark.parametrize(
    ("paragraphs", "place", "how"),
    [
        ([*OTHERS, BEFORE], (9, 0), How.SAME),
        ([*OTHERS, f"It was late. {BEFORE.upper()}"], (9, 13), How.SAME),
        (
            [*OTHERS, BEFORE.replace("trimmed the wick", "oiled a lamp")],
            (9, 0),
            How.ALIKE,
        ),
        (OTHERS, (4, 0), How.NEAR),
        (OTHERS[:2], (1, 0), How.NEAR),
        ([], (0, 0), How.NEAR),
    ],
)
def test_a_sentence_is_found_as_it_was_or_as_it_became_or_else_the_nearest_place(
    paragraphs, place, how
):
    kept = Kept(1, 1, paragraph=4, words=BEFORE)

    found = find_again(kept, [Text(1, 1, paragraphs)])

    assert ((found.paragraph, found.offset), found.how) == (place, how)


def test_a_place_without_words_is_the_paragraph_of_its_number():
    text = Text(1, 1, ["One two.", "Three four."])

    assert find_again(Kept(1, 1, paragraph=1, within=0.5), [text]).offset == 6
    assert find_again(Kept(1, 1, paragraph=70), [text]).how == How.NEAR


def test_of_a_chapter_that_is_gone_the_one_in_its_stead_is_nearest():
    texts = [Text(n, n, OTHERS) for n in (1, 2, 3)]

    assert find_again(Kept(None, 2, words=BEFORE), texts).chapter == 2
    assert find_again(Kept(77, 9, words=BEFORE), texts).chapter == 3
    assert find_again(Kept(None, 2, words=BEFORE), []) is None


def test_texts_are_taken_only_until_the_sentence_is_found():
    taken = []

    def texts():
        for n in (2, 1, 3):
            taken.append(n)
            yield Text(n, n, [*OTHERS, BEFORE])

    find_again(Kept(2, 2, words=BEFORE), texts())

    assert taken == [2]


def test_scripts_without_spaces_are_found_too():
    before = "灯台守は嵐が来る前に芯を切った。"
    kept = Kept(1, 1, words=before)

    found = find_again(kept, [Text(1, 1, ["はじめに。", f"夜だった。{before}"])])

    assert (found.paragraph, found.offset, found.how) == (1, 5, How.SAME)
