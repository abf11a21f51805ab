import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fascicle.importing.sources.bare.emphasis import (
    emphasise,
    guess_emphasis,
    spoken_words,
)

from .layouts import PROSE, read


def emphasised(text, style, words=frozenset()):
    done, strings = emphasise([text], style, words)
    return done[0], strings


@pytest.mark.parametrize(
    ("style", "text", "marked", "strings"),
    [
        ("*", "It was *very* late.", "It was <em>very</em> late.", ("very",)),
        ("*", "*All of it,* she said.", "<em>All of it,</em> she said.", ("All of it,",)),
        ("*", "**Stop!** It was *late*.", "<strong>Stop!</strong> It was <em>late</em>.",
            ("Stop!", "late")),
        ("_", "It was _very late_.", "It was <em>very late</em>.", ("very late",)),
        ("_", "my_file_name and _x_", "my_file_name and <em>x</em>", ("x",)),
        ("/", "It was /very/ late, and/or /not/.",
            "It was <em>very</em> late, and/or <em>not</em>.", ("very", "not")),
        ("~", "She thought ~not now~ and went.", "She thought <em>not now</em> and went.",
            ("not now",)),
        ("*", "A footnote* here. * there", "A footnote* here. * there", ()),
        ("*", "*grin* he wrote", "*grin* he wrote", ()),
        ("*", "2 * 3 * 4 and ***", "2 * 3 * 4 and ***", ()),
        ("", "It was *very* late.", "It was *very* late.", ()),
        ("_", "It was *very* late.", "It was *very* late.", ()),
        ("*", "&amp; *R&amp;D* it", "&amp; <em>R&amp;D</em> it", ("R&D",)),
    ],
)  # fmt: skip
def test_marks_become_emphasis(style, text, marked, strings):
    assert emphasised(text, style) == (marked, strings)


def test_a_mark_that_runs_over_paragraphs_stresses_each_of_them():
    done, _ = emphasise(
        ["He read:", "_Dear Nora,", "the sea is calm.", "Come home._", "She did."], "_"
    )

    assert done == [
        "He read:",
        "<em>Dear Nora,</em>",
        "<em>the sea is calm.</em>",
        "<em>Come home.</em>",
        "She did.",
    ]


def test_a_mark_that_is_never_closed_stresses_nothing():
    texts = ["*Note this", *PROSE]

    assert emphasise(texts, "*")[0] == texts


def test_shouting_is_left_as_it_stands_and_abbreviations_are_not_shouting():
    text = "I said STOP, or the NATO van will NOT wait, I KNOW it."
    words = spoken_words(["please stop and do not; I know"])

    assert emphasised(text, "caps", words) == (text, ("STOP", "NOT", "KNOW"))


@pytest.mark.parametrize(
    ("lines", "style"),
    [
        (["It was *very* late.", "And *so* was _he_."], "*"),
        (["It was _very_ late.", "And _so_ was he."], "_"),
        (["Now /this/ is it, and /that/ too."], "/"),
        (["Either/or, on 1/2/99."], ""),
        (["It was <i>very</i> late."], "html"),
        (["Stop it.", "I said STOP it now please."], "caps"),
        (["The USB plug of NASA."], ""),
        (["Nothing at all."], ""),
    ],
)
def test_a_file_shows_its_convention(lines, style):
    assert guess_emphasis(read(lines)) == style


@given(
    st.lists(st.text(alphabet="ab *_/~\\&;.\n", max_size=40), max_size=6),
    st.sampled_from(["*", "**", "_", "/", "~", "caps", "html", ""]),
)
def test_emphasis_never_loses_a_letter_and_always_balances(texts, style):
    done, _ = emphasise(texts, style)

    for before, after in zip(texts, done, strict=True):
        assert re.sub(r"</?(?:em|strong)>|[*_/~]", "", after) == re.sub(
            r"[*_/~]", "", before
        )
        assert after.count("<em>") == after.count("</em>")
