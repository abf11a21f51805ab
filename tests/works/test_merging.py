"""Two changes of one text: put together where that is clear, and never guessed at."""

import random
from collections.abc import Sequence

from fascicle.works.merging import merge

BREAK = "* * *"


def html(paragraphs: Sequence[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Of texts whose paragraphs are words."""
    return merge(*(html(text.split()) for text in (base, mine, theirs)))


def test_changes_apart_are_put_together():
    assert merged("a b c d", "A b c d", "a b d") == html(["A", "b", "d"])


def test_changes_of_neighbours_are_left_to_their_writers():
    assert merged("a b c d", "A b c d", "a B c d") is None


def test_scene_breaks_do_not_stand_in_the_way():
    base = ["dawn", BREAK, "noon", "tea", BREAK, "dusk", BREAK, "night"]
    mine = ["Dawn", *base[1:]]
    theirs = [*base[:5], "Dusk", BREAK, "rain", "night"]

    both = merge(html(base), html(mine), html(theirs))

    assert both == html(["Dawn", *theirs[1:]])


def test_which_of_like_paragraphs_was_changed_is_not_guessed():
    """Whoever keeps two of three lines alike may have changed any of them."""
    base, mine, theirs = "go toll toll toll", "go toll ring toll", "go gong toll toll"

    assert merged(base, mine, theirs) is None


def test_no_change_comes_to_stand_where_nobody_made_it():
    """Paragraphs are replaced one by one, so whatever is merged has each where it was made."""
    dice, count = random.Random(8), 0
    for _ in range(6000):
        base = [f"line{dice.randrange(8)}" for _ in range(12)]
        mine, theirs = (
            replaced(base, "mine", 1, dice),
            replaced(base, "theirs", 5, dice),
        )
        found = merge(html(base), html(mine), html(theirs))
        pairs = zip(base, mine, theirs, strict=True)
        count += found is not None
        assert found in (None, html([b if a == old else a for old, a, b in pairs]))
    assert count > 500


def replaced(base: list[str], by: str, times: int, dice: random.Random) -> list[str]:
    text = list(base)
    for number in range(dice.randint(1, times)):
        text[dice.randrange(len(text))] = f"{by}{number}"
    return text
